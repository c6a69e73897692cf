"""The storage's side: remembers the largest token that it has seen, and rejects every smaller one.

The check and the write are one transaction. A check before the write would be a race.
"""

import sqlite3


class StaleToken(Exception):
    pass


class Orders:
    """A table that only the holder of `resource` may write."""

    def __init__(self, file, resource):
        self._resource = resource
        self._database = sqlite3.connect(file, isolation_level=None, timeout=10)
        self._database.execute("CREATE TABLE IF NOT EXISTS marks (resource TEXT PRIMARY KEY, token INTEGER NOT NULL)")
        self._database.execute("CREATE TABLE IF NOT EXISTS orders (id INTEGER PRIMARY KEY, token INTEGER NOT NULL)")

    def _raise_mark(self, token):
        self._database.execute("INSERT OR IGNORE INTO marks VALUES (?, 0)", (self._resource,))
        (mark,) = self._database.execute("SELECT token FROM marks WHERE resource = ?", (self._resource,)).fetchone()
        if token < mark:
            raise StaleToken(f"token {token} is stale: {self._resource} has seen {mark}")
        self._database.execute("UPDATE marks SET token = ? WHERE resource = ?", (token, self._resource))

    def write(self, token):
        """Adds one order, under a token. Returns its number."""
        self._database.execute("BEGIN IMMEDIATE")
        try:
            self._raise_mark(token)
            number = self._database.execute("INSERT INTO orders (token) VALUES (?)", (token,)).lastrowid
            self._database.execute("COMMIT")
            return number
        except BaseException:
            self._database.execute("ROLLBACK")
            raise

    def close(self):
        self._database.close()
