import pytest, time
pytestmark = pytest.mark.browser
def test_probe(siswa):
    t=time.time()
    siswa.is_at("My desk")
    siswa.press("Start recording")
    siswa.page.screenshot(path="/tmp/shot1.png", full_page=True)
    print(siswa.page.url, time.time()-t)
def test_probe2(siswa):
    siswa.is_at("My desk")
