package dev.mayfly.debug;

/** For tests elsewhere that leave trackers with findings behind. */
public final class TrackersForTests {

    private TrackersForTests() {}

    public static void forgetAll() {
        Trackers.all().forEach(Trackers::remove);
    }
}
