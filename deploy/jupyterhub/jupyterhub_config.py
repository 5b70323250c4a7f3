"""JupyterHub for one course on one machine: a teacher, some students, each a user of their own.

start.py runs this inside a file tree of its own (see there). File modes keep people apart: each server runs as its
person's uid, homes are 0700, and a student may put work into the exchange but not see, move or read another's there.
"""

import os
import sys

from people import STUDENTS, TEACHER

c = get_config()  # noqa: F821  JupyterHub runs this file with it

c.JupyterHub.bind_url = f"http://127.0.0.1:{os.environ['HUB_PORT']}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{os.environ['HUB_API_PORT']}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{os.environ['HUB_PROXY_PORT']}"
c.ConfigurableHTTPProxy.command = ["/opt/proxy/node_modules/.bin/configurable-http-proxy"]
c.JupyterHub.db_url = "sqlite:////srv/hub/hub.db"
c.JupyterHub.cookie_secret_file = "/srv/hub/cookie_secret"
c.JupyterHub.cleanup_servers = True

# One password for a demonstration. A department puts its own authenticator here (see ../department.md).
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = os.environ["HUB_PASSWORD"]
c.Authenticator.allowed_users = {TEACHER, *STUDENTS}
c.Authenticator.delete_invalid_users = True

c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]
c.Spawner.args = ["--LabApp.news_url="]
c.Spawner.default_url = "/lab"
c.Spawner.start_timeout = c.Spawner.http_timeout = 120
c.Spawner.environment = {
    "PATH": f"{os.path.dirname(sys.executable)}:/usr/local/bin:/usr/bin:/bin",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}
c.Spawner.mem_limit = "2G"
c.Spawner.disable_user_config = False
