"""The rules, without a server: time passes when the test says so.

    examples/python/generate && /usr/bin/python3 -m unittest discover -s examples/python
"""

import os
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, os.environ.get("ARBITER_GENERATED", str(Path(__file__).parent / "generated")))

import grpc  # noqa: E402
from arbiter.v1 import arbiter_pb2, promotions_pb2, types_pb2  # noqa: E402
from arbiter_client import ArbiterError, Clock, Cluster, OutcomeUnknown, Session, error_of  # noqa: E402
from google.protobuf import any_pb2  # noqa: E402
from google.rpc import error_details_pb2, status_pb2  # noqa: E402
from sqlite_guard import Orders, StaleToken  # noqa: E402

NEW = 4711


class FakeClock(Clock):
    def __init__(self):
        self.monotonic, self.wall = 100.0, 5_000.0

    def now(self):
        return self.monotonic, self.wall

    def advance(self, seconds):
        self.monotonic += seconds
        self.wall += seconds


class FakeCluster:
    """Answers at once, or as the test says."""

    def __init__(self, clock):
        self.clock = clock
        self.made = []
        self.travel = 0.0
        self.failure = None
        self.holdings = None
        self.condemned = ()
        self.tokens = 0

    def call(self, method, request, timeout, attempt_timeout=None):
        self.made.append((method, request))
        self.clock.advance(self.travel)
        if self.failure:
            raise self.failure
        return getattr(self, method)(request)

    def OpenSession(self, request):
        return arbiter_pb2.OpenSessionResponse(session_id=1, ttl_millis=request.ttl_millis, drift_bound_ppm=10_000)

    def RenewSession(self, request):
        condemned = [promotions_pb2.CondemnedLease(token=token) for token in self.condemned]
        return arbiter_pb2.RenewSessionResponse(session_id=1, holdings=self.holdings, condemned=condemned)

    def Acquire(self, request):
        self.tokens += 1
        return arbiter_pb2.AcquireResponse(lease=types_pb2.LeaseInfo(token=self.tokens, basis=NEW))

    def Release(self, request):
        return arbiter_pb2.ReleaseResponse()

    def Transfer(self, request):
        return arbiter_pb2.TransferResponse(new_token=9)

    def names(self):
        return [method for method, _ in self.made]


def holdings(version, newest_token, *leases):
    return arbiter_pb2.Holdings(version=version, newest_token=newest_token, leases=leases)


class SessionTest(unittest.TestCase):
    def setUp(self):
        self.clock = FakeClock()
        self.cluster = FakeCluster(self.clock)
        self.session = Session(self.cluster, "us-east", "test", ttl=5.0, clock=self.clock, renew=False)

    def test_safe_time_is_the_ttl_less_the_drift_bound(self):
        self.assertAlmostEqual(self.session.safe_for(), 4.95)

    def test_safe_time_counts_from_when_the_renewal_was_sent(self):
        self.clock.advance(2)
        self.cluster.travel = 1.5
        self.session.renew()
        self.assertAlmostEqual(self.session.safe_for(), 4.95 - 1.5)

    def test_the_gate_closes_by_itself(self):
        lease = self.session.acquire("orders")
        self.clock.advance(4.9)
        self.assertTrue(lease.is_open())
        self.clock.advance(0.1)
        self.assertFalse(lease.is_open())

    def test_a_suspended_machine_has_lost_that_time(self):
        lease = self.session.acquire("orders")
        self.clock.wall += 10
        self.assertFalse(lease.is_open())

    def test_a_renewal_that_is_not_acknowledged_counts_for_nothing(self):
        lease = self.session.acquire("orders")
        self.clock.advance(3)
        self.cluster.failure = OutcomeUnknown("UNAVAILABLE", "reset")
        self.assertRaises(OutcomeUnknown, self.session.renew)
        self.clock.advance(2)
        self.assertFalse(lease.is_open())
        self.cluster.failure = None
        self.session.renew()
        self.assertTrue(lease.is_open(), "the same lease, with the same token, once a renewal is acknowledged")

    def test_an_ended_session_closes_its_gates_for_good(self):
        lease = self.session.acquire("orders")
        self.cluster.failure = ArbiterError("SESSION_ENDED", "expired")
        self.assertRaises(ArbiterError, self.session.renew)
        self.assertFalse(lease.is_open())

    def test_a_lease_that_is_not_listed_any_more_is_lost(self):
        lease = self.session.acquire("orders")
        self.clock.advance(1)
        self.cluster.holdings = holdings(2, lease.token)
        self.session.renew()
        self.assertFalse(lease.is_open())

    def test_an_answer_that_comes_after_the_list_opens_no_gate(self):
        self.cluster.holdings = holdings(2, 1)
        self.session.renew()
        self.assertFalse(self.session.acquire("orders").is_open(), "token 1 is over, as the list has said")
        self.assertTrue(self.session.acquire("orders").is_open(), "token 2 is newer than the list")

    def test_a_condemned_lease_is_shut_for_good_and_the_others_stay_open(self):
        orders, users = self.session.acquire("orders"), self.session.acquire("users")
        self.cluster.condemned = [orders.token]
        self.session.renew()
        self.assertTrue(self.cluster.made[-1][1].closes_condemned)
        self.cluster.condemned = []
        self.session.renew()
        self.assertFalse(orders.is_open())
        self.assertTrue(users.is_open())

    def test_a_lease_that_was_condemned_before_its_grant_is_known_stays_shut(self):
        self.cluster.condemned = [1]
        self.session.renew()
        self.assertFalse(self.session.acquire("orders").is_open())

    def test_a_list_that_is_older_than_the_grant_says_nothing(self):
        self.cluster.holdings = holdings(2, 0)
        granted = []
        renew = self.cluster.RenewSession

        def grant_meanwhile(request):
            self.clock.advance(0.1)
            granted.append(self.session.acquire("orders"))
            return renew(request)

        self.cluster.RenewSession = grant_meanwhile
        self.session.renew()
        self.assertTrue(granted[0].is_open())

    def test_a_handover_that_an_operator_asked_for_is_a_transfer(self):
        with self.session.acquire("orders") as lease:
            self.clock.advance(1)
            asked = types_pb2.LeaseInfo(token=lease.token, handover_to_session_id=7)
            self.cluster.holdings = holdings(2, lease.token, asked)
            self.session.renew()
            self.assertEqual(lease.handover_to, 7)
        self.assertFalse(lease.is_open())
        self.assertEqual(self.cluster.names()[-1], "Transfer")

    def test_the_gate_is_closed_before_the_release_is_sent(self):
        lease = self.session.acquire("orders")
        seen = []
        self.cluster.Release = lambda request: seen.append(lease.is_open())
        self.session.give_back(lease)
        self.assertEqual(seen, [False])

    def test_after_an_unknown_outcome_the_wait_is_cancelled_under_the_same_attempt(self):
        self.cluster.CancelWait = lambda request: arbiter_pb2.CancelWaitResponse()

        def unknown(request):
            raise OutcomeUnknown("UNAVAILABLE", "reset")

        self.cluster.Acquire = unknown
        self.assertRaises(OutcomeUnknown, self.session.acquire, "orders", 1.0)
        (_, acquire), (method, cancel) = self.cluster.made[-2:]
        self.assertEqual(method, "CancelWait")
        self.assertEqual(cancel.attempt, acquire.attempt)


class Failed(grpc.RpcError):
    def __init__(self, code, reason=None, **metadata):
        self._code, self._trailers = code, ()
        if reason:
            detail = any_pb2.Any()
            detail.Pack(error_details_pb2.ErrorInfo(reason=reason, domain="arbiter.io", metadata=metadata))
            self._trailers = (("grpc-status-details-bin", status_pb2.Status(details=[detail]).SerializeToString()),)

    def code(self):
        return self._code

    def details(self):
        return "as the test says"

    def trailing_metadata(self):
        return self._trailers


class Node:
    """A stub and its one method."""

    def __init__(self, *ends, cluster_id="c1"):
        self.ends, self.requests, self.named = list(ends), [], []
        self.cluster_id = cluster_id
        self.Release = self

    def with_call(self, request, timeout, metadata):
        self.requests.append(request)
        self.named.append(metadata)
        end = self.ends.pop(0)
        if isinstance(end, Exception):
            raise end
        return end, self

    def initial_metadata(self):
        return (("arbiter-cluster-id", self.cluster_id),)


class ClusterTest(unittest.TestCase):
    DONE = arbiter_pb2.ReleaseResponse()

    def call(self, *nodes, timeout=5.0):
        cluster = Cluster([])
        cluster._stubs = list(nodes)
        return cluster.call("Release", arbiter_pb2.ReleaseRequest(token=3), timeout)

    def test_the_same_request_goes_to_the_next_node(self):
        first, second = Node(Failed(grpc.StatusCode.UNAVAILABLE, "NO_LEADER")), Node(self.DONE)
        self.call(first, second)
        self.assertEqual(first.requests, second.requests)

    def test_the_cluster_of_the_first_answer_is_named_from_then_on(self):
        node = Node(self.DONE, self.DONE)
        cluster = Cluster([])
        cluster._stubs = [node]
        for _ in range(2):
            cluster.call("Release", arbiter_pb2.ReleaseRequest(), 5.0)
        self.assertEqual(node.named, [None, (("arbiter-cluster-id", "c1"),)])

    def test_a_refusal_is_an_answer(self):
        node = Node(Failed(grpc.StatusCode.FAILED_PRECONDITION, "STALE_TOKEN", current_token="8"))
        with self.assertRaises(ArbiterError) as refused:
            self.call(node)
        self.assertNotIsInstance(refused.exception, OutcomeUnknown)
        self.assertEqual(refused.exception.metadata, {"current_token": "8"})

    def test_a_refusal_after_a_try_of_unknown_fate_is_unknown(self):
        node = Node(Failed(grpc.StatusCode.UNAVAILABLE), Failed(grpc.StatusCode.FAILED_PRECONDITION, "STALE_TOKEN"))
        self.assertRaises(OutcomeUnknown, self.call, node)

    def test_what_was_never_done_is_no_unknown_outcome(self):
        node = Node(*[Failed(grpc.StatusCode.UNAVAILABLE, "NO_LEADER") for _ in range(100)])
        with self.assertRaises(ArbiterError) as failed:
            self.call(node, timeout=0.3)
        self.assertNotIsInstance(failed.exception, OutcomeUnknown)

    def test_reasons_of_newer_servers_are_reasons(self):
        error = error_of(Failed(grpc.StatusCode.FAILED_PRECONDITION, "OUTSIDE_OF_POLICY"))
        self.assertEqual(error.reason, "OUTSIDE_OF_POLICY")
        self.assertFalse(error.is_known())
        self.assertTrue(error_of(Failed(grpc.StatusCode.UNAVAILABLE, "NO_LEADER")).is_known())


class GuardTest(unittest.TestCase):
    def test_a_stale_token_changes_nothing(self):
        with tempfile.TemporaryDirectory() as directory:
            orders = Orders(f"{directory}/orders.db", "orders")
            self.assertEqual(orders.write(5), 1)
            self.assertEqual(orders.write(6), 2)
            self.assertRaises(StaleToken, orders.write, 5)
            self.assertEqual(orders.write(6), 3)
            orders.close()


if __name__ == "__main__":
    unittest.main()
