"""Options. ``--no-skips``: where every test can run, a skipped one is a failure; CI asks for this.

``--acts``: how many random acts are done on each explorer.
"""

import pytest


def pytest_addoption(parser):
    parser.addoption("--no-skips", action="store_true", help="count a skipped test as a failure")
    parser.addoption("--acts", type=int, default=6, help="how many random acts are done on each explorer")


def refuse_skip(report, config):
    """Turn a skip into a failure that tells the reason of the skip."""
    if report.skipped and config.getoption("--no-skips") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and no test may be: {report.longrepr[-1]}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    return refuse_skip((yield), item.config)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    return refuse_skip((yield), collector.config)
