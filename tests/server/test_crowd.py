"""The crowd: how many may come, and under which address each is counted."""

from __future__ import annotations

import pytest

from dilemma_server.gateway.crowd import FULL, FULL_ADDRESS, Crowd, Origins


def test_there_are_places_in_all_and_for_each_address() -> None:
    crowd = Crowd(places=3, address_places=2)
    assert [crowd.enter("a"), crowd.enter("a"), crowd.enter("a")] == [None, None, FULL_ADDRESS]
    assert [crowd.enter("b"), crowd.enter("c")] == [None, FULL]
    crowd.leave("a")
    assert [crowd.enter("c"), crowd.enter("a")] == [None, FULL]


@pytest.mark.parametrize(
    ("peer", "forwarded", "counted"),
    [
        # Nobody is believed who is no proxy.
        ("198.51.100.7", ["203.0.113.9"], "198.51.100.7"),
        # A proxy is.
        ("127.0.0.1", ["203.0.113.9"], "203.0.113.9"),
        ("127.0.0.1", ["203.0.113.9:5123"], "203.0.113.9"),
        # Only as far as proxies said so: what stands before, anybody may have written.
        ("127.0.0.1", ["192.0.2.1, 203.0.113.9"], "203.0.113.9"),
        ("127.0.0.1", ["192.0.2.1, 203.0.113.9, 10.1.2.3"], "203.0.113.9"),
        ("127.0.0.1", ["192.0.2.1", "203.0.113.9, 10.1.2.3"], "203.0.113.9"),
        # A proxy that says nothing sensible is counted itself.
        ("127.0.0.1", [], "127.0.0.1"),
        ("127.0.0.1", ["unknown"], "127.0.0.1"),
        ("10.9.9.9", [""], "10.9.9.9"),
        # Of IPv6, a household counts as one; an IPv4 address is one in either dress.
        ("2001:db8:1:2:3::4", [], "2001:db8:1:2::/64"),
        ("127.0.0.1", ["[2001:db8:1:2:ffff::1]:80"], "2001:db8:1:2::/64"),
        ("::ffff:127.0.0.1", ["203.0.113.9"], "203.0.113.9"),
        ("fe80::1%eth0", [], "fe80::/64"),
        ("", ["203.0.113.9"], ""),
    ],
)
def test_a_client_is_counted_where_he_is_believed_to_be(
    peer: str, forwarded: list[str], counted: str
) -> None:
    origins = Origins(["127.0.0.1", "10.0.0.0/8"])
    assert origins.address(peer, forwarded) == counted
