package dev.mayfly.debug;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.ObjectName;

/** What JMX shows, see {@link MayflyMXBean}. */
final class MayflyBean implements MayflyMXBean {

    static void register() {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .registerMBean(new MayflyBean(), new ObjectName(NAME));
        } catch (InstanceAlreadyExistsException _) {
            // Once is enough.
        } catch (JMException failed) {
            throw new IllegalStateException("JMX does not take " + NAME, failed);
        }
    }

    @Override
    public long getTick() {
        return Ticks.now();
    }

    @Override
    public long getLiveBytes() {
        return Trackers.all().stream().mapToLong(TrackingAllocator::liveBytes).sum();
    }

    @Override
    public long getFindings() {
        return Trackers.all().stream().mapToLong(tracker -> tracker.totals().findings()).sum();
    }

    @Override
    public List<Tracker> getTrackers() {
        return Trackers.all().stream()
                .map(tracker -> new Tracker(tracker.name(), tracker.totals()))
                .toList();
    }

    @Override
    public String textReport() {
        return LeakReport.now().text();
    }

    @Override
    public String jsonReport() {
        return LeakReport.now().json();
    }

    @Override
    public void writeHtml(String file) throws IOException {
        Files.writeString(Path.of(file), LeakReport.now().html());
    }
}
