"""Streamlit lives here: state, controls, live view, layout."""
