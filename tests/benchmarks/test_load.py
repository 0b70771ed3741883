"""The load generator counts what came in time, up to as many answers as were asked for."""

from benchmarks.load import Tally


def test_a_measurement_ends_with_the_last_answer_asked_for():
    tally = Tally(begin=10.0, end=1_000.0, most=2)

    for received in (9.0, 11.0, 12.0, 13.0):
        tally.add(received - 0.5, received, size=100)

    assert tally.end == 12.0
    assert tally.result() == {
        "requests": 2,
        "requests_per_s": 1.0,
        "p50_ms": 500.0,
        "p99_ms": 500.0,
        "bytes_per_answer": 100.0,
    }


def test_what_came_during_the_warm_up_or_after_the_end_does_not_count():
    tally = Tally(begin=10.0, end=20.0)

    for received in (9.9, 10.0, 20.0, 20.1):
        tally.add(received - 1, received, size=1)

    assert len(tally.latencies) == 2
