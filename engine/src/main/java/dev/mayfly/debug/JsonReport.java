package dev.mayfly.debug;

import java.io.IOException;
import java.util.List;

/** Writes a report for programs. {@link LeakReport#json} says what is where. */
final class JsonReport {

    /** Grows when a member changes its meaning or goes; new ones may come without. */
    private static final int FORMAT = 1;

    private final Json json;

    private JsonReport(Json json) {
        this.json = json;
    }

    static void write(LeakReport report, Appendable out) throws IOException {
        new JsonReport(new Json(out)).write(report);
    }

    private void write(LeakReport report) throws IOException {
        json.beginObject()
                .member("format", FORMAT)
                .member("tick", report.tick())
                .member("clean", report.isClean())
                .member("leakBytes", report.leakBytes())
                .member("leakBlocks", report.leakCount())
                .member("findings", report.findingCount());
        json.name("allocators").beginArray();
        for (AllocatorReport part : report.allocators()) {
            write(part);
        }
        json.endArray();
        json.name("advice").beginArray();
        for (Advice advice : report.advice()) {
            write(advice);
        }
        json.endArray().endObject();
    }

    private void write(AllocatorReport part) throws IOException {
        json.beginObject().member("name", part.name());
        json.name("totals");
        write(part.totals());
        json.name("leaks");
        write(part.leaks());
        json.name("immortal");
        write(part.immortal());
        json.name("findings").beginArray();
        for (Finding finding : part.findings()) {
            write(finding);
        }
        json.endArray();
        json.name("samples").beginArray();
        for (Sample sample : part.samples()) {
            json.beginObject()
                    .member("tick", sample.tick())
                    .member("millis", sample.millis())
                    .member("bytes", sample.bytes())
                    .endObject();
        }
        json.endArray().endObject();
    }

    private void write(Totals totals) throws IOException {
        json.beginObject()
                .member("liveBytes", totals.liveBytes())
                .member("liveBlocks", totals.liveCount())
                .member("peakBytes", totals.peakBytes())
                .member("allocatedBytes", totals.allocatedBytes())
                .member("allocatedBlocks", totals.allocatedCount())
                .member("freedBytes", totals.freedBytes())
                .member("freedBlocks", totals.freedCount())
                .member("findings", totals.findings())
                .endObject();
    }

    private void write(List<LeakGroup> groups) throws IOException {
        json.beginArray();
        for (LeakGroup group : groups) {
            json.beginObject()
                    .member("bytes", group.bytes())
                    .member("blocks", group.count())
                    .member("tag", group.tag().name())
                    .member("firstTick", group.firstTick())
                    .member("lastTick", group.lastTick());
            write(group.place());
            json.endObject();
        }
        json.endArray();
    }

    private void write(Finding finding) throws IOException {
        json.beginObject()
                .member("kind", finding.kind().name())
                .member("title", finding.kind().title())
                .member("address", hex(finding.address()))
                .member("evidence", finding.evidence());
        write("found", finding.found());
        Block block = finding.block();
        if (block != null) {
            json.name("block")
                    .beginObject()
                    .member("allocator", block.allocator())
                    .member("address", hex(block.address()))
                    .member("bytes", block.size())
                    .member("tag", block.tag().name());
            write("allocated", block.born());
            Moment died = block.died();
            if (died != null) {
                write("freed", died);
            }
            Place seen = block.seenFreed();
            if (seen != null) {
                json.name("seenFreed");
                writeFrames(seen);
            }
            json.endObject();
        }
        json.endObject();
    }

    private void write(Advice advice) throws IOException {
        json.beginObject()
                .member("kind", advice.kind().name())
                .member("title", advice.kind().title())
                .member("allocator", advice.allocator())
                .member("bytes", advice.bytes())
                .member("firstTick", advice.firstTick())
                .member("lastTick", advice.lastTick())
                .member("evidence", advice.evidence());
        write(advice.place());
        json.endObject();
    }

    private void write(String name, Moment moment) throws IOException {
        json.name(name)
                .beginObject()
                .member("tick", moment.tick())
                .member("thread", moment.thread());
        write(moment.place());
        json.endObject();
    }

    private void write(Place place) throws IOException {
        json.name("frames");
        writeFrames(place);
    }

    private void writeFrames(Place place) throws IOException {
        json.beginArray();
        for (StackTraceElement frame : place.frames()) {
            json.value(Place.text(frame));
        }
        json.endArray();
    }

    private static String hex(long address) {
        return "0x" + Long.toHexString(address);
    }
}
