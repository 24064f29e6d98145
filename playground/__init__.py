"""A visual deep-learning playground: see neural networks learn, and change everything while they do."""
