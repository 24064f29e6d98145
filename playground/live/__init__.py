"""What travels between the engine and the browser."""
