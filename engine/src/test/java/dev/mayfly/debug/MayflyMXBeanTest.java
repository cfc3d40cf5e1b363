package dev.mayfly.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;

/** Asks as JConsole does, by names. */
class MayflyMXBeanTest {

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final TrackingAllocator assets = SampleReport.tracker("assets");
    private ObjectName name;

    @BeforeEach
    void register() throws Exception {
        name = new ObjectName(MayflyMXBean.NAME);
        MayflyMXBean.register();
        MayflyMXBean.register();
    }

    @AfterEach
    void reset() throws Exception {
        server.unregisterMBean(name);
        SampleReport.reset();
    }

    @Test
    void shouldShowTheBooksOfEveryTracker() throws Exception {
        SampleReport.fill(assets, 10);
        Ticks.set(812);
        assertEquals(812L, server.getAttribute(name, "Tick"));
        assertEquals(2L, server.getAttribute(name, "Findings"));
        assertEquals(assets.totals().liveBytes(), server.getAttribute(name, "LiveBytes"));
        CompositeData[] trackers = (CompositeData[]) server.getAttribute(name, "Trackers");
        assertEquals(1, trackers.length);
        assertEquals("assets", trackers[0].get("name"));
        CompositeData totals = (CompositeData) trackers[0].get("totals");
        assertEquals(assets.totals().peakBytes(), totals.get("peakBytes"));
        assertEquals(12L, totals.get("allocatedCount"));
    }

    @Test
    void shouldHandOutReports(@TempDir Path folder) throws Exception {
        SampleReport.fill(assets, 10);
        LeakReport report = LeakReport.now();
        assertEquals(report.text(), invoke("textReport"));
        assertEquals(report.json(), invoke("jsonReport"));
        Path page = folder.resolve("page.html");
        server.invoke(
                name,
                "writeHtml",
                new Object[] {page.toString()},
                new String[] {String.class.getName()});
        assertTrue(Files.readString(page).contains(report.json()));
    }

    private Object invoke(String operation) throws Exception {
        return server.invoke(name, operation, new Object[0], new String[0]);
    }
}
