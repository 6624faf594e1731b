"""An object store on loopback: ``moto``'s S3."""

from __future__ import annotations

import logging
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import boto3
from moto.server import ThreadedMotoServer

from reprosurvey.crawler.locations import ObjectUrl

CREDENTIALS = {"AWS_ACCESS_KEY_ID": "made-up", "AWS_SECRET_ACCESS_KEY": "made-up-secret", "AWS_REGION": "us-east-1"}


@contextmanager
def object_store() -> Iterator[str]:
    """Its address, for as long as the block runs."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    try:
        yield f"http://{host}:{port}"
    finally:
        server.stop()


def environment(endpoint: str, cache: object) -> dict[str, str]:
    """The variables by which it is found."""
    return {**CREDENTIALS, "AWS_ENDPOINT_URL": endpoint, "XDG_CACHE_HOME": str(cache)}


def new_bucket() -> ObjectUrl:
    """A place for a survey, by the variables of the environment."""
    bucket = f"bucket-{uuid.uuid4().hex}"
    boto3.client("s3", region_name=os.environ["AWS_REGION"]).create_bucket(Bucket=bucket)
    return ObjectUrl(f"s3://{bucket}/surveys/first")
