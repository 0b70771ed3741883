"""The closing table of the benchmark says what was reached and what was not."""

from benchmarks.goals import goals
from benchmarks.scale import growth


def verdicts(results):
    return {goal.promise: (goal.goal, goal.measured, goal.reached) for goal in goals(results)}


def test_a_ratio_at_the_mark_is_reached_and_one_below_it_is_missed():
    ratios = {"Q1": {"carnet/limit": 0.9}, "Q2": {"carnet/limit": 0.89}}

    assert verdicts({"sqlite": {"ratios": ratios}}) == {
        "sqlite: Q1, requests per second over limit's": ("≥ 0.9", "0.90", True),
        "sqlite: Q2, requests per second over limit's": ("≥ 0.9", "0.89", False),
    }


def test_beside_postgraphile_the_slowest_hundredth_counts_too():
    times = {"carnet": {"p99_ms": 12.0}, "postgraphile": {"p99_ms": 11.0}}
    results = {"ratios": {"Q2": {"carnet/postgraphile": 2.0}}, "operations": {"Q2": times}}

    assert verdicts({"postgresql": results}) == {
        "postgresql: Q2, requests per second over postgraphile's": ("≥ 1.5", "2.00", True),
        "postgresql: Q2, p99 below postgraphile's": ("< 11.00 ms", "12.00 ms", False),
    }


def test_a_memory_that_grows_is_missed_although_its_peak_is_small():
    memory = {"requests": 100_000, "peak_mb": 120.0, "early_mb": 90.0, "late_mb": 120.0}

    assert verdicts({"sqlite": {"memory": memory}}) == {
        "sqlite: memory over 100,000 requests of Q2 on 32 connections, peak": ("≤ 150 MB", "120 MB", True),
        "sqlite: memory over 100,000 requests of Q2 on 32 connections, late over early": ("≤ 1.05", "1.33", False),
    }


def test_growth_is_the_largest_over_the_smallest_size():
    by_size = {"20000": 1.0, "200000": 5.0, "2000000": 1.4}

    assert growth(by_size) == 1.4
    assert verdicts({"sqlite": {"scale": {"carnet": {"Q1": by_size}}}}) == {
        "sqlite: Q1, growth from 20,000 to 2,000,000 contacts": ("≤ 1.3", "1.40", False)
    }


def test_what_was_not_measured_is_not_in_the_table():
    assert verdicts({"machine": "one"}) == {}
