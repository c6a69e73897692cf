#!/usr/bin/env python3
"""Writes orders to a SQLite file for as long as it holds the lease.

    examples/python/generate
    examples/python/writer.py --endpoints 127.0.0.1:7401,127.0.0.1:7411 --region us-east --database /tmp/orders.db

Exit status: 0 done; 3 another holds the lease; 4 no answer, or nobody knows what came of it; 5 the lease was lost.
"""

import argparse
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, os.environ.get("ARBITER_GENERATED", str(Path(__file__).parent / "generated")))

from arbiter_client import ArbiterError, Cluster, OutcomeUnknown, Session  # noqa: E402
from sqlite_guard import Orders, StaleToken  # noqa: E402


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--endpoints", required=True, help="client addresses of the nodes, with commas between them")
    parser.add_argument("--region", required=True, help="where this program runs")
    parser.add_argument("--resource", default="orders")
    parser.add_argument("--database", required=True, help="a SQLite file")
    parser.add_argument("--ttl", type=float, default=5.0, help="seconds")
    parser.add_argument("--wait", type=float, default=0.0, help="seconds in the queue, if another holds the lease")
    parser.add_argument("--writes", type=int, default=10)
    parser.add_argument("--pause", type=float, default=0.1, help="seconds between writes")
    for name, meaning in (("cert", "this program's certificate"), ("key", "its key"), ("ca", "who is trusted")):
        variable = f"ARBITER_TLS_{name.upper()}"
        parser.add_argument(
            f"--tls-{name}", default=os.environ.get(variable), help=f"{meaning}, a PEM file; default: ${variable}"
        )
    return parser.parse_args()


def tls_files(options):
    return (options.tls_cert, options.tls_key, options.tls_ca) if options.tls_cert else None


def write(lease, orders, options):
    for _ in range(options.writes):
        if not lease.is_open() or lease.handover_to:
            break
        number = orders.write(lease.token)
        print(f"order {number} under token {lease.token}", flush=True)
        time.sleep(options.pause)


def main():
    options = arguments()
    cluster = Cluster(options.endpoints.split(","), tls_files(options))
    orders = Orders(options.database, options.resource)
    try:
        with Session(cluster, options.region, f"writer.py {os.getpid()}", options.ttl) as session:
            with session.acquire(options.resource, options.wait) as lease:
                print(f"granted {lease.resource} with token {lease.token}", flush=True)
                write(lease, orders, options)
                if not lease.is_open():
                    print(f"lost: {lease.lost or session.why_gone() or 'no renewal in time'}", flush=True)
                    return 5
                print("handing over" if lease.handover_to else "releasing", flush=True)
        return 0
    except OutcomeUnknown as unknown:
        print(f"unknown outcome: {unknown}", flush=True)
        return 4
    except StaleToken as stale:
        print(f"rejected by the storage: {stale}", flush=True)
        return 5
    except ArbiterError as error:
        print(f"refused: {error} {error.metadata}", flush=True)
        return 3 if error.reason in ("LEASE_HELD", "LOCK_DELAY") else 4
    finally:
        orders.close()
        cluster.close()


if __name__ == "__main__":
    sys.exit(main())
