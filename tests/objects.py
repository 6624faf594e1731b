"""An object store on loopback: ``moto``'s S3."""

from __future__ import annotations

import logging
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Thread
from typing import Any

import boto3
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

from reprosurvey.crawler.locations import ObjectUrl

CREDENTIALS = {"AWS_ACCESS_KEY_ID": "made-up", "AWS_SECRET_ACCESS_KEY": "made-up-secret", "AWS_REGION": "us-east-1"}


@contextmanager
def object_store() -> Iterator[str]:
    """Its address, for as long as the block runs. A request is answered after the other, so that each is atomic."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    answering = Lock()
    moto = DomainDispatcherApplication(create_backend_app)

    def answer(*request: Any) -> Any:
        with answering:
            return moto(*request)

    server = make_server("127.0.0.1", 0, answer, threaded=True)
    running = Thread(target=server.serve_forever)
    running.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        running.join()
        server.server_close()


def environment(endpoint: str, cache: object) -> dict[str, str]:
    """The variables by which it is found."""
    return {**CREDENTIALS, "AWS_ENDPOINT_URL": endpoint, "XDG_CACHE_HOME": str(cache)}


def new_bucket() -> ObjectUrl:
    """A place for a survey, by the variables of the environment."""
    bucket = f"bucket-{uuid.uuid4().hex}"
    boto3.client("s3", region_name=os.environ["AWS_REGION"]).create_bucket(Bucket=bucket)
    return ObjectUrl(f"s3://{bucket}/surveys/first")
