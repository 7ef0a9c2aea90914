from survival.table import Row, brought_together, written

KILLED = Row("build", "killed with SIGKILL", 50, 50, "40 old, 10 new")
SPOILT = Row("read", "spoilt pages and lists", 14_000, 13_999, "")


def test_a_table_run_in_parts_holds_them_all() -> None:
    first = written(brought_together("", [SPOILT]))
    both = written(brought_together(first, [KILLED]))
    assert "| build | killed with SIGKILL | 50 | 50 |\n| read | spoilt pages and lists |" in both
    assert "| 14,000 | 13,999 |" in both
    again = Row("read", "spoilt pages and lists", 14_000, 14_000, "")
    assert "| 14,000 | 14,000 |" in written(brought_together(both, [again]))
    assert brought_together(both, [KILLED, SPOILT]) == [
        Row("build", "killed with SIGKILL", 50, 50, "40 old, 10 new"),
        SPOILT,
    ]
