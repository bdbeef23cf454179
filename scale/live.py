# SPDX-License-Identifier: Apache-2.0
"""The live feed: articles as they come, over RabbitMQ, into a dossier; nothing lost, nothing doubled.

usage: live.py [--broker amqp://HOST:PORT] publish [--address URL] FILE...
       live.py work --dossier DOSSIER --spool FOLDER [--recoupe PROGRAM] [--until-empty]
       live.py replay [--from first|NUMBER]        send everything kept in the stream to the workers again

A message is one input of any kind that recoupe reads (a page, a feed, a WARC file); its id is the hash of address and
bytes. The exchange recoupe.articles gives it to a durable quorum queue (recoupe.work) and to a stream (recoupe.log) that
can be replayed. Workers write a batch into the spool under these ids, run `recoupe add`, and acknowledge after its commit:
a worker or broker that dies gives its messages to the next one, and `add` knows an article that it has. What cannot be
read goes to recoupe.dead with the reason in its header; so does what stops the program, or was delivered ten times.
After a change of models nothing is sent again: `recoupe rebuild DOSSIER` remakes the findings from the kept originals.
"""
import argparse, hashlib, pathlib, subprocess, sys, time
import pika
from pika.exceptions import AMQPError

EXCHANGE, WORK, LOG, DEAD = "recoupe.articles", "recoupe.work", "recoupe.log", "recoupe.dead"
BATCH = 64
GONE = (AMQPError, ConnectionError)


def connected(broker, patience=60):
    """A channel with the queues declared; waits for a broker that is away, or not all there, for `patience` seconds."""
    until = time.monotonic() + patience
    while True:
        try:
            return declared(pika.BlockingConnection(pika.URLParameters(broker)).channel())
        except GONE:
            if time.monotonic() > until:
                raise
            time.sleep(1)


def declared(channel):
    channel.exchange_declare(EXCHANGE, "fanout", durable=True)
    channel.queue_declare(DEAD, durable=True, arguments={"x-queue-type": "quorum"})
    channel.queue_declare(WORK, durable=True, arguments={
        "x-queue-type": "quorum", "x-delivery-limit": 10,
        "x-dead-letter-exchange": "", "x-dead-letter-routing-key": DEAD})
    channel.queue_declare(LOG, durable=True, arguments={"x-queue-type": "stream"})
    for queue in WORK, LOG:
        channel.queue_bind(queue, EXCHANGE)
    channel.confirm_delivery()
    return channel


def message_of(body, address):
    """Properties of a durable message: its id is the same wherever and however often it is sent."""
    name = hashlib.sha256((address or "").encode() + b"\0" + body).hexdigest()[:32]
    return pika.BasicProperties(message_id=name, delivery_mode=2, headers={"address": address} if address else {})


def publish(options):
    channel = connected(options.broker)
    for path in options.files:
        body = pathlib.Path(path).read_bytes()
        channel.basic_publish(EXCHANGE, "", body, message_of(body, options.address), mandatory=True)
    print(f"published {len(options.files)}")


def spooled(spool, message, body):
    """Writes one message into the spool; an address travels in a WARC record around the bytes."""
    address = (message.headers or {}).get("address")
    if address:
        head = (f"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:recoupe:{message.message_id}>\r\n"
                f"WARC-Target-URI: {address}\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n")
        body = head.encode() + body + b"\r\n\r\n"
    pathlib.Path(spool, message.message_id).write_bytes(body)


def added(options, names):
    """Adds spooled inputs; {name: reason} of those that cannot be read. Raises when the dossier cannot be written."""
    command = [options.recoupe, "add", "--jobs", "1", str(pathlib.Path(options.dossier).resolve()), *names]
    done = subprocess.run(command, cwd=options.spool, capture_output=True, text=True, errors="replace")
    if done.returncode == 0:
        return {}
    if done.returncode < 0:  # stopped by a signal: one of them did it
        return {n: r for name in names for n, r in added(options, [name]).items()} if len(names) > 1 else \
               {names[0]: f"stopped the program (signal {-done.returncode})"}
    bad = {name: line for line in done.stderr.splitlines() for name in names if name in line}
    if done.returncode != 1 or not bad:
        raise RuntimeError(done.stderr.strip()[-500:])
    return bad


def settled(channel, options, batch):
    """Adds a batch, then acknowledges it: after the commit, never before."""
    names = sorted({message.message_id for _, message, _ in batch})
    for _, message, body in batch:
        spooled(options.spool, message, body)
    bad = added(options, names)
    for tag, message, body in batch:
        if message.message_id in bad:
            channel.basic_publish("", DEAD, body, pika.BasicProperties(
                message_id=message.message_id, delivery_mode=2,
                headers={**(message.headers or {}), "reason": bad[message.message_id][:500]}))
        channel.basic_ack(tag)
    for name in names:
        pathlib.Path(options.spool, name).unlink(missing_ok=True)


def work(options):
    pathlib.Path(options.spool).mkdir(parents=True, exist_ok=True)
    while True:
        try:
            channel = connected(options.broker)
            channel.basic_qos(prefetch_count=BATCH)
            batch = []
            for method, message, body in channel.consume(WORK, inactivity_timeout=1):
                if method:
                    batch.append((method.delivery_tag, message, body))
                if batch and (not method or len(batch) == BATCH):
                    settled(channel, options, batch)
                    batch = []
                elif not method and options.until_empty:
                    return
        except GONE as error:
            print(f"broker is away ({type(error).__name__}); what was not acknowledged comes again", file=sys.stderr)


def replay(options):
    channel = connected(options.broker)
    channel.basic_qos(prefetch_count=100)
    start = options.start if options.start == "first" else int(options.start)
    count = 0
    for method, message, body in channel.consume(LOG, arguments={"x-stream-offset": start}, inactivity_timeout=3):
        if not method:
            break
        channel.basic_publish("", WORK, body, pika.BasicProperties(
            message_id=message.message_id, delivery_mode=2,
            headers={k: v for k, v in (message.headers or {}).items() if k == "address"}))
        channel.basic_ack(method.delivery_tag)
        count += 1
    print(f"replayed {count}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--broker", default="amqp://localhost:5672")
    verbs = parser.add_subparsers(required=True)
    verb = verbs.add_parser("publish")
    verb.add_argument("--address")
    verb.add_argument("files", nargs="+")
    verb.set_defaults(run=publish)
    verb = verbs.add_parser("work")
    verb.add_argument("--dossier", required=True)
    verb.add_argument("--spool", required=True, help="a folder of this worker's own")
    verb.add_argument("--recoupe", default="recoupe")
    verb.add_argument("--until-empty", action="store_true")
    verb.set_defaults(run=work)
    verb = verbs.add_parser("replay")
    verb.add_argument("--from", dest="start", default="first")
    verb.set_defaults(run=replay)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
