"""Articles and tables in a bucket, on a server of our own that speaks S3: the same tables as on the disk."""

import os
import subprocess
import sys
from pathlib import Path

import boto3
import pandas as pd
import pytest
from moto.server import ThreadedMotoServer

ROOT = Path(__file__).resolve().parents[2]
BUCKET = "news"


@pytest.fixture(scope="module")
def bucket():
    """The environment of a shell that reaches the bucket, and a client of it; four articles and one that is no English lie in raw/."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    secrets = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "us-east-1"}
    client = boto3.client(
        "s3",
        endpoint_url=address,
        region_name="us-east-1",
        aws_access_key_id="key",
        aws_secret_access_key="secret",
    )
    client.create_bucket(Bucket=BUCKET)
    for path in articles():
        client.upload_file(str(path), BUCKET, f"raw/{path.name}")
    yield {**os.environ, **secrets, "AWS_ENDPOINT_URL": address, "PYTHONPATH": str(ROOT)}, client
    server.stop()


def articles():
    return sorted((ROOT / "data" / "raw").glob("*.txt"))[:5]


def pipeline(*words, env):
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *map(str, words)], env=env, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def done(bucket):
    env, _ = bucket
    run = pipeline("run", f"s3://{BUCKET}/raw", f"s3://{BUCKET}/out", env=env)
    assert run.returncode == 0, run.stderr
    return run


def keys(client):
    listed = client.list_objects_v2(Bucket=BUCKET, Prefix="out/")
    return {one["Key"].removeprefix("out/") for one in listed["Contents"]}


def test_the_same_tables_as_on_the_disk(bucket, done, tmp_path):
    env, client = bucket
    raw = tmp_path / "raw"
    raw.mkdir()
    for path in articles():
        (raw / path.name).write_bytes(path.read_bytes())
    assert pipeline("run", "-q", raw, tmp_path / "out", env=env).returncode == 0
    wanted = {p.relative_to(tmp_path / "out").as_posix() for p in (tmp_path / "out").rglob("*") if p.is_file()}
    assert keys(client) == wanted
    for name in wanted:
        got = client.get_object(Bucket=BUCKET, Key=f"out/{name}")["Body"].read()
        assert got == (tmp_path / "out" / name).read_bytes(), name
    assert f"tables: s3://{BUCKET}/out" in done.stdout


@pytest.mark.usefixtures("done")
def test_commands_that_read_tables(bucket, tmp_path):
    env, _ = bucket
    out = f"s3://{BUCKET}/out"
    assert pipeline("verify", out, env=env).returncode == 0
    assert "4 rows" in pipeline("info", out, env=env).stdout
    assert pipeline("export", "csv", out, tmp_path / "csv", env=env).returncode == 0
    assert len(pd.read_csv(tmp_path / "csv" / "articles.csv")) == 4


@pytest.mark.usefixtures("done")
def test_one_stage_puts_back_only_what_it_wrote(bucket):
    env, client = bucket
    before = {name: client.head_object(Bucket=BUCKET, Key=f"out/{name}")["LastModified"] for name in keys(client)}
    stage = pipeline("stance", f"s3://{BUCKET}/out", "-q", "--set", "stance.temperature=3.0", env=env)
    assert stage.returncode == 0, stage.stderr
    after = {name: client.head_object(Bucket=BUCKET, Key=f"out/{name}")["LastModified"] for name in keys(client)}
    assert {name for name in after if after[name] != before.get(name)} <= {"stances.parquet"}


def test_no_such_bucket(bucket):
    env, _ = bucket
    run = pipeline("run", "s3://nowhere/raw", f"s3://{BUCKET}/other", env=env)
    assert run.returncode == 2
    assert "s3://nowhere/raw" in run.stderr
    assert "Traceback" not in run.stderr


def test_no_credentials(bucket):
    env, _ = bucket
    bare = {k: v for k, v in env.items() if not k.startswith("AWS_")} | {"AWS_EC2_METADATA_DISABLED": "true"}
    bare["AWS_ENDPOINT_URL"] = env["AWS_ENDPOINT_URL"]
    run = pipeline("run", f"s3://{BUCKET}/raw", f"s3://{BUCKET}/other", env=bare)
    assert run.returncode == 2
    assert "Traceback" not in run.stderr
