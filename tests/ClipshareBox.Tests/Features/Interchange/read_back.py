"""Reads an exported list back without any of the box's code and prints its clips as JSON, in frames.

CSV, JSON and XML are read by Python's own parsers; the timecodes of an EDL are turned into frames by ffmpeg, which has a drop-frame
arithmetic of its own: what it would write into a QuickTime timecode track is the frame's number.

    read_back.py csv|edl|otio|fcpxml FILE RATE      (RATE as 30000/1001)
"""
import csv
import io
import json
import re
import struct
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
from fractions import Fraction
from pathlib import Path
from urllib.parse import unquote


def frames_of_timecodes(timecodes, rate):
    """The frame that each timecode names, asked of ffmpeg."""
    names = sorted(set(timecodes))
    if not names:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        made = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", f"color=s=16x16:r={rate}"]
        read = ["ffmpeg", "-v", "error"]
        for i, name in enumerate(names):
            made += ["-frames:v", "1", "-c:v", "mpeg4", "-timecode", name, f"{folder}/{i}.mov"]
            read += ["-i", f"{folder}/{i}.mov"]
        for i in range(len(names)):
            read += ["-map", f"{i}:d", "-c", "copy", "-f", "data", f"{folder}/{i}.bin"]
        subprocess.run(made, check=True, stdin=subprocess.DEVNULL, timeout=60)
        subprocess.run(read, check=True, stdin=subprocess.DEVNULL, timeout=60)
        return {name: struct.unpack(">I", Path(folder, f"{i}.bin").read_bytes())[0] for i, name in enumerate(names)}


def read_csv(text, rate):
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    frames = frames_of_timecodes([row[k] for row in rows for k in ("in", "out")], rate)
    return [{
        "name": row["name"], "in": frames[row["in"]], "out": frames[row["out"]], "notes": row["notes"],
        "startMs": int(row["startMs"]), "endMs": int(row["endMs"]), "startFrame": int(row["startFrame"]), "endFrame": int(row["endFrame"]),
    } for row in rows]


# SMPTE 258M and the CMX 3600 manual: number, reel, channels, transition, source IN and OUT, record IN and OUT.
EVENT = re.compile(r"^(\d{3,})  (\w{1,8}) +(V|B|AA/V) +C {8}" + r" ".join([r"(\d\d:\d\d:\d\d[:;]\d\d)"] * 4) + "$")


def read_edl(text, rate):
    lines = text.split("\r\n")
    assert lines[0].startswith("TITLE: "), lines[0]
    drop = {"FCM: DROP FRAME": True, "FCM: NON-DROP FRAME": False}[lines[1]]
    events = []
    for line in lines[2:]:
        if match := EVENT.match(line):
            assert int(match[1]) == len(events) + 1, line
            assert all((";" in t) == drop for t in match.groups()[3:]), line
            events.append({"times": match.groups()[3:], "reel": match[2], "name": "", "notes": []})
        elif line.startswith("* FROM CLIP NAME: "):
            events[-1]["name"] = line.split(": ", 1)[1]
        elif line.startswith("* COMMENT: "):
            events[-1]["notes"].append(line.split(": ", 1)[1])
        else:
            assert line == "" or line.startswith(("* SOURCE FILE: ", "* LOC: ")), f"no statement: {line!r}"
    frames = frames_of_timecodes([t for e in events for t in e["times"]], rate)
    return [{
        "name": e["name"], "notes": "\n".join(e["notes"]), "in": frames[e["times"][0]], "out": frames[e["times"][1]],
        "recordIn": frames[e["times"][2]], "recordOut": frames[e["times"][3]],
    } for e in events]


def read_otio(text, rate):
    timeline = json.loads(text)
    assert timeline["OTIO_SCHEMA"] == "Timeline.1" and timeline["tracks"]["OTIO_SCHEMA"] == "Stack.1"

    def frames(time):
        assert time["OTIO_SCHEMA"] == "RationalTime.1" and time["rate"] == float(Fraction(rate)), time
        assert isinstance(time["value"], float) and time["value"].is_integer(), time
        return int(time["value"])

    tracks = []
    for track in timeline["tracks"]["children"]:
        assert track["OTIO_SCHEMA"] == "Track.1"
        at, clips = 0, []
        for clip in track["children"]:
            span, media = clip["source_range"], clip["media_reference"]
            assert clip["OTIO_SCHEMA"] == "Clip.1" and span["OTIO_SCHEMA"] == "TimeRange.1"
            first, length = frames(span["start_time"]), frames(span["duration"])
            begins, has = frames(media["available_range"]["start_time"]), frames(media["available_range"]["duration"])
            assert begins <= first and first + length <= begins + has, clip
            clips.append({
                "name": clip["name"], "notes": clip["metadata"]["clipsharebox"]["notes"], "in": first, "out": first + length,
                "recordIn": at, "recordOut": at + length, "file": unquote(media["target_url"]),
            })
            at += length
        tracks.append(clips)
    assert all(track == tracks[0] for track in tracks), "picture and sound differ"
    return tracks[0]


def read_fcpxml(text, rate):
    root = xml.fromstring(text.encode())
    assert re.search(r"<!DOCTYPE fcpxml\s*>", text) and root.tag == "fcpxml"

    def time(value):
        match = re.fullmatch(r"(\d+)(?:/(\d+))?s", value)
        return Fraction(int(match[1]), int(match[2] or 1))

    def frames(value):
        count = time(value) / frame
        assert count.denominator == 1, f"{value} is no whole number of frames"
        return int(count)

    frame = time(root.find("resources/format").get("frameDuration"))
    assert frame == 1 / Fraction(rate), frame
    asset = root.find("resources/asset")
    begins, has = frames(asset.get("start")), frames(asset.get("duration"))
    sequence = root.find("event/project/sequence")
    clips, at = [], 0
    for clip in sequence.find("spine"):
        first, length = frames(clip.get("start")), frames(clip.get("duration"))
        assert clip.tag == "asset-clip" and clip.get("ref") == asset.get("id") and frames(clip.get("offset")) == at
        assert begins <= first and first + length <= begins + has
        clips.append({
            "name": clip.get("name"), "notes": clip.findtext("note", ""), "in": first, "out": first + length,
            "recordIn": at, "recordOut": at + length, "tcFormat": clip.get("tcFormat"),
        })
        at += length
    assert frames(sequence.get("duration")) == at
    return clips


kind, path, rate = sys.argv[1:]
with open(path, encoding="utf-8", newline="") as file:
    print(json.dumps({"csv": read_csv, "edl": read_edl, "otio": read_otio, "fcpxml": read_fcpxml}[kind](file.read(), rate)))
