package dev.mayfly.bench.suite;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The same ticks, once for each way of getting memory.
 *
 * @param id what filters see
 * @param enemies how many
 * @param gc the collector
 * @param ours the way that the verdict is about; null if it is missing
 * @param figures one a way
 */
record FrameResult(
        String id, int enemies, String gc, @Nullable String ours, List<FrameFigure> figures) {

    /** The first of Mayfly's, which a game that counts nanoseconds uses. */
    static final String OURS = "mayfly-raw";

    static FrameResult of(FrameTask task, List<FrameWay> ways, List<Frame> frames) {
        Map<String, FrameWay> byName =
                ways.stream().collect(Collectors.toMap(FrameWay::name, way -> way));
        Frame bestP50 = best(frames, Frame::p50Ns);
        Frame bestP99 = best(frames, Frame::p99Ns);
        List<FrameFigure> figures =
                frames.stream()
                        .map(
                                frame ->
                                        FrameFigure.of(
                                                byName.getOrDefault(
                                                        frame.way(), new FrameWay(frame.way(), "")),
                                                frame,
                                                bestP50,
                                                bestP99))
                        .toList();
        boolean hasOurs = frames.stream().anyMatch(frame -> frame.way().equals(OURS));
        return new FrameResult(
                task.id(), task.enemies(), task.gc().label(), hasOurs ? OURS : null, figures);
    }

    private static @Nullable Frame best(List<Frame> frames, ToDoubleFunction<Frame> time) {
        return frames.stream()
                .filter(frame -> !FrameWay.isMayfly(frame.way()))
                .min(Comparator.comparingDouble(time))
                .orElse(null);
    }

    Optional<FrameFigure> figure(@Nullable String way) {
        return figures.stream().filter(figure -> figure.frame().way().equals(way)).findFirst();
    }

    /**
     * Says which ways did not do the same work.
     *
     * @param frames of the same enemies, ticks and seed
     * @return nothing if all did
     */
    static Optional<String> disagreement(List<Frame> frames) {
        Map<String, List<String>> waysByChecksum = new TreeMap<>();
        for (Frame frame : frames) {
            waysByChecksum
                    .computeIfAbsent(frame.checksum(), _ -> new ArrayList<>())
                    .add(frame.way() + " under " + frame.gc());
        }
        if (waysByChecksum.size() <= 1) {
            return Optional.empty();
        }
        String sums =
                waysByChecksum.entrySet().stream()
                        .map(each -> each.getKey() + " by " + String.join(", ", each.getValue()))
                        .collect(Collectors.joining("; "));
        return Optional.of(
                String.format(
                        Locale.ROOT,
                        "%,d enemies: the ways did not do the same work, checksums differ: %s",
                        frames.getFirst().enemies(),
                        sums));
    }
}
