def test_ends_the_session(siswa):
    siswa.get("/account/password")
    siswa.submit("sign-out")
    assert siswa.path == "/sign-in"
    siswa.get("/tickets/")
    assert siswa.path.startswith("/sign-in")


def test_rejects_get(siswa):
    siswa.get("/sign-out", 405)


def test_leaves_somebody_who_is_out_at_the_door(visitor):
    visitor.post("/sign-out")
    assert visitor.path == "/sign-in"
