"""Entry point: `streamlit run streamlit_app.py`."""

import streamlit as st

from playground.ui.layout import frame_page

st.set_page_config(page_title="Deep-learning playground", page_icon="assets/logo.svg", layout="wide")
page = st.navigation({"Networks": [st.Page("pages/network_lab.py", title="Network lab", default=True)]})
frame_page()
page.run()
