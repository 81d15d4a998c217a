"""The door for servers: asks the factory for an app; nothing else."""

from config import settings
from desk import create_app

app = create_app(settings())
