"""A small client of Arbiter, to show the rules that a client in any language must keep (docs/other-languages.md).

What it leaves out, and the Java client does: health checks of the holder, state directories, watching, and going to the
leader directly.
"""

import random
import threading
import time
import uuid
from pathlib import Path

import grpc
from arbiter.v1 import arbiter_pb2, arbiter_pb2_grpc, errors_pb2
from google.rpc import error_details_pb2, status_pb2

DOMAIN = "arbiter.io"
CLUSTER_ID = "arbiter-cluster-id"
# The session has ended: every lease of it is gone for good.
SESSION_GONE = ("SESSION_ENDED", "SESSION_UNKNOWN", "CLUSTER_MISMATCH")
# The transport's, and those of a node that cannot answer now. The same request may be sent again, to any node.
RETRIED = (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED)
# Definitely not done.
NOT_DONE = ("NO_LEADER", "NOT_LEADER", "SHUTTING_DOWN", "OVERLOADED")
CHANNEL_OPTIONS = (
    # A dead link is noticed, rather than believed in for a quarter of an hour.
    ("grpc.keepalive_time_ms", 10_000),
    ("grpc.keepalive_timeout_ms", 3_000),
    ("grpc.max_reconnect_backoff_ms", 1_000),
)
# In the certificates of nodes that arbiter pki dev makes; a CA of your own may give them another.
NODE_NAME = ("grpc.ssl_target_name_override", "localhost")


class ArbiterError(Exception):
    """A refusal: `reason` is the name of an arbiter.v1.ErrorReason, or of a newer one that this program does not know."""

    def __init__(self, reason, message, metadata=None):
        super().__init__(f"{reason}: {message}")
        self.reason = reason
        self.metadata = dict(metadata or {})

    def is_known(self):
        return self.reason in errors_pb2.ErrorReason.keys()


class OutcomeUnknown(ArbiterError):
    """The request may have been carried out, or may yet be. Neither yes nor no may be concluded."""


def error_of(failure):
    """The reason and the facts in a failed call's google.rpc.ErrorInfo."""
    for key, value in failure.trailing_metadata() or ():
        if key == "grpc-status-details-bin":
            for detail in status_pb2.Status.FromString(value).details:
                info = error_details_pb2.ErrorInfo()
                if detail.Unpack(info) and info.domain == DOMAIN:
                    return ArbiterError(info.reason, failure.details(), info.metadata)
    return ArbiterError(failure.code().name, failure.details())


class Clock:
    """How much time has gone by. Never compared with another machine's."""

    def now(self):
        return time.monotonic(), time.time()

    def elapsed(self, since):
        """Seconds. The larger of two clocks' advance: a suspended machine's monotonic clock stands still."""
        monotonic, wall = self.now()
        return max(monotonic - since[0], wall - since[1])


def channel_to(endpoint, tls):
    """With the files (certificate, key, trust), or without TLS if that is None: for nodes on this machine alone.

    Only nodes have a certificate for the name that is asked for, so only a node is accepted, wherever it is.
    """
    if tls is None:
        return grpc.insecure_channel(endpoint, options=CHANNEL_OPTIONS)
    certificate, key, trust = (Path(file).read_bytes() for file in tls)
    credentials = grpc.ssl_channel_credentials(trust, key, certificate)
    return grpc.secure_channel(endpoint, credentials, options=(*CHANNEL_OPTIONS, NODE_NAME))


class Cluster:
    """Calls by any node that answers. The request is the very same at each try, its attempt number included."""

    def __init__(self, endpoints, tls=None):
        self._channels = [channel_to(endpoint, tls) for endpoint in endpoints]
        self._stubs = [arbiter_pb2_grpc.ArbiterStub(channel) for channel in self._channels]
        self._first = 0
        self._cluster_id = None

    def call(self, method, request, timeout, attempt_timeout=None):
        end = time.monotonic() + timeout
        in_doubt, last = False, ArbiterError("DEADLINE_EXCEEDED", "no time was left")
        for turn in range(self._first, self._first + 1_000_000):
            left = end - time.monotonic()
            if left <= 0:
                break
            try:
                stub = self._stubs[turn % len(self._stubs)]
                answer = self._try(getattr(stub, method), request, min(left, attempt_timeout or left))
                self._first = turn % len(self._stubs)
                return answer
            except grpc.RpcError as failure:
                last = error_of(failure)
                if failure.code() not in RETRIED and last.reason != "OVERLOADED":
                    # After a try of unknown fate a refusal says nothing of that try: it may be what changed the state.
                    raise OutcomeUnknown(last.reason, str(last), last.metadata) if in_doubt else last
                in_doubt |= last.reason not in NOT_DONE and last.metadata.get("proposed") != "false"
            threading.Event().wait(min(max(end - time.monotonic(), 0), random.uniform(0.05, 0.2)))
        raise OutcomeUnknown(last.reason, str(last), last.metadata) if in_doubt else last

    def _try(self, method, request, timeout):
        """Names the cluster of the first answer from then on: the nodes of any other refuse (CLUSTER_MISMATCH)."""
        named = ((CLUSTER_ID, self._cluster_id),) if self._cluster_id else None
        answer, call = method.with_call(request, timeout=timeout, metadata=named)
        self._cluster_id = self._cluster_id or dict(call.initial_metadata()).get(CLUSTER_ID)
        return answer

    def close(self):
        for channel in self._channels:
            channel.close()


class Session:
    """One session, renewed by a thread of its own. Use it as a context manager: its end releases its leases."""

    def __init__(self, cluster, region, holder, ttl=5.0, clock=None, renew=True):
        self._cluster = cluster
        self._clock = clock or Clock()
        self._lock = threading.Lock()
        self._leases = {}
        self._gone = None
        self._stop = threading.Event()
        request = arbiter_pb2.OpenSessionRequest(
            client_id=f"python-{uuid.uuid4()}",
            incarnation=str(uuid.uuid4()),
            holder=holder,
            region=region,
            ttl_millis=int(ttl * 1000),
        )
        # Before the first try: a repeat finds the session that an earlier try opened, and renews nothing.
        sent = self._clock.now()
        opened = cluster.call("OpenSession", request, timeout=4 * ttl, attempt_timeout=ttl)
        self.id = opened.session_id
        self.ttl = opened.ttl_millis / 1000
        # What is left of the TTL if this machine's clock is slow by as much as the drift bound allows.
        self.safe_time = self.ttl * (1 - opened.drift_bound_ppm / 1e6)
        self._renewed = sent
        self._holdings_version = opened.holdings.version
        self._listed, self._newest_listed = set(), opened.holdings.newest_token
        self._condemned = set()
        self._thread = threading.Thread(target=self._renew_until_stopped, name="arbiter-renewals", daemon=True)
        if renew:
            self._thread.start()

    def safe_for(self):
        """For how many seconds its leases may be acted on; 0 or less: not at all, until a renewal succeeds."""
        with self._lock:
            return 0 if self._gone else self.safe_time - self._clock.elapsed(self._renewed)

    def why_gone(self):
        with self._lock:
            return self._gone

    def renew(self):
        """One renewal. Raises if it was not acknowledged; the gate closes by itself if that goes on."""
        sent = self._clock.now()
        request = arbiter_pb2.RenewSessionRequest(
            session_id=self.id, known_holdings_version=self._holdings_version, closes_condemned=True
        )
        try:
            answer = self._cluster.call("RenewSession", request, timeout=self.ttl / 3, attempt_timeout=self.ttl / 6)
        except ArbiterError as error:
            if error.reason in SESSION_GONE:
                with self._lock:
                    self._gone = error
            raise
        with self._lock:
            self._condemned = {condemned.token for condemned in answer.condemned}
            if answer.HasField("holdings"):
                self._holdings_version = answer.holdings.version
                self._listed = {lease.token for lease in answer.holdings.leases}
                self._newest_listed = answer.holdings.newest_token
                for listed in answer.holdings.leases:
                    if listed.token in self._leases:
                        self._leases[listed.token].handover_to = listed.handover_to_session_id
            # What is over is shut before this renewal keeps any other gate open.
            for lease in list(self._leases.values()):
                self._lose_if_over(lease)
            # Counted from when it was sent, not from when the answer came: the server may count from just after that.
            self._renewed = max(self._renewed, sent)

    def _lose_if_over(self, lease):
        """A list has every lease of the session up to the newest token; what it lacks of these is over, for good, also
        if the answer that tells of the grant comes later. So is what a promotion has condemned."""
        if lease.token in self._condemned:
            lease.lost = "a promotion condemned it: the resource moves to another region"
        elif lease.token <= self._newest_listed and lease.token not in self._listed:
            lease.lost = "the arbiter no longer lists it"
        if lease.lost:
            self._leases.pop(lease.token, None)

    def _renew_until_stopped(self):
        while not self._stop.wait(self.ttl / 3) and not self.why_gone():
            try:
                self.renew()
            except ArbiterError as error:
                print(f"not renewed: {error}", flush=True)

    def acquire(self, resource, wait=0.0):
        """A lease. With `wait`, joins the queue for so many seconds; else raises LEASE_HELD if another holds it."""
        request = arbiter_pb2.AcquireRequest(
            resource=resource, session_id=self.id, wait=wait > 0, attempt=random.getrandbits(62) + 1
        )
        try:
            # A wait may last; without one, a node that is silent is not waited for.
            attempt_timeout = None if wait else self.ttl / 3
            granted = self._cluster.call("Acquire", request, wait or self.ttl, attempt_timeout)
        except OutcomeUnknown:
            # It may stand in the queue, or hold the lease, which the next list of holdings tells. This client does not
            # look: it leaves the queue, and the lease is free again when the session ends.
            cancel = arbiter_pb2.CancelWaitRequest(resource=resource, session_id=self.id, attempt=request.attempt)
            self._cluster.call("CancelWait", cancel, timeout=self.ttl)
            raise
        lease = Lease(self, resource, granted.lease.token)
        with self._lock:
            self._leases[lease.token] = lease
            self._lose_if_over(lease)
        return lease

    def give_back(self, lease):
        """The gate is closed first, then the lease released, or transferred if an operator asked for that."""
        with self._lock:
            self._leases.pop(lease.token, None)
            to, lost = lease.handover_to, lease.lost
            lease.lost = lost or "given back"
        if lost or self.why_gone():
            return
        names = dict(resource=lease.resource, session_id=self.id, token=lease.token)
        if to:
            request = arbiter_pb2.TransferRequest(to_session_id=to, **names)
            self._cluster.call("Transfer", request, timeout=self.ttl)
        else:
            self._cluster.call("Release", arbiter_pb2.ReleaseRequest(**names), timeout=self.ttl)

    def close(self):
        """Gates first. A session that cannot be closed lapses by itself."""
        self._stop.set()
        with self._lock:
            gone, self._gone = self._gone, self._gone or ArbiterError("SESSION_ENDED", "closed by its holder")
        if not gone:
            self._cluster.call("CloseSession", arbiter_pb2.CloseSessionRequest(session_id=self.id), timeout=self.ttl)

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.close()


class Lease:
    """A resource that is held. Every write to the storage carries `token`; without that, a lease excludes nobody."""

    def __init__(self, session, resource, token):
        self.session = session
        self.resource = resource
        self.token = token
        self.handover_to = 0
        self.lost = None

    def is_open(self):
        """Whether it may be acted on now. No network call."""
        return self.lost is None and self.session.safe_for() > 0

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.session.give_back(self)
