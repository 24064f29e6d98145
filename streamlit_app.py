"""Entry point: `streamlit run streamlit_app.py`."""

import streamlit as st

from playground.lessons import say
from playground.ui.layout import frame_page

st.set_page_config(page_title=say("app"), page_icon="assets/logo.svg", layout="wide")
page = st.navigation(
    {
        say("networks"): [st.Page("pages/network_lab.py", title=say("network_lab"), default=True)],
        say("architectures"): [st.Page("pages/gan_lab.py", title=say("gan_lab"), url_path="gan_lab")],
    }
)
frame_page()
page.run()
