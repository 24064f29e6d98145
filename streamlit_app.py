"""Entry point: `streamlit run streamlit_app.py`."""

import streamlit as st

from playground.lessons import say
from playground.lessons.principles import say_principle
from playground.ui.layout import frame_page
from playground.ui.principles import NETWORKS, NEURONS, principle_pages

st.set_page_config(page_title=say("app"), page_icon="assets/logo.svg", layout="wide")
network_lab = st.Page("pages/network_lab.py", title=say("network_lab"), default=True)
gan_lab = st.Page("pages/gan_lab.py", title=say("gan_lab"), url_path="gan_lab")
groups = {
    say("networks"): [network_lab, *principle_pages(NETWORKS)],
    say_principle("neurons"): principle_pages(NEURONS),
    say("architectures"): [gan_lab],
}
page = st.navigation({title: pages for title, pages in groups.items() if pages})
frame_page()
page.run()
