package dev.shardwright.simulator.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.hardware.Link;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.BytesPerSecond;
import dev.shardwright.simulator.unit.Seconds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user's own cluster file. */
final class ClusterFileTest {
    private static final HardwareCatalog CATALOG = new HardwareCatalog(Shipped.PROFILES);

    private static final String OURS = """
            {
              "name": "ours",
              "accelerator": "h100-sxm-80gb",
              "devices_per_node": 4,
              "host": {"memory": "1 TiB", "memory_bandwidth": "300 GB/s", "device_link": "64 GB/s"},
              "tiers": [
                {"kind": "switched", "domain": 4, "per_device": "450 GB/s", "efficiency": 0.8, "latency": "10 us",
                 "half_size": "8 MB"},
                {"kind": "NETWORK", "nic": "400 Gbit/s", "nics_per_node": 2, "oversubscription": 2.5,
                 "efficiency": 0.9, "latency": "25 us", "half_size": "4 MB"}
              ]
            }
            """;

    @TempDir
    private Path folder;

    private Path file(String text) {
        try {
            return Files.writeString(folder.resolve("ours.json"), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Cluster read(String text, int devices) {
        return CATALOG.cluster(file(text).toString(), devices);
    }

    private String refusal(String text) {
        InvalidInputException e = catchThrowableOfType(InvalidInputException.class, () -> read(text, 16));
        assertThat(e).as("must be refused: %s", text).isNotNull();
        return e.getMessage().replace(folder + "/", "");
    }

    @Test
    void readsBareValues() {
        Cluster cluster = read(OURS, 16);
        assertThat(cluster.name()).isEqualTo("ours");
        assertThat(cluster.nodes()).isEqualTo(4);
        assertThat(cluster.node().host().memory()).isEqualTo(Bytes.parse("1 TiB"));
        assertThat(cluster.dollarsPerDeviceHour()).isZero();
        Link network = cluster.tiers().get(1);
        assertThat(network.perDevice()).isEqualTo(new BytesPerSecond(10e9));
        assertThat(network.latency()).isEqualTo(Seconds.parse("25 us"));
        assertThat(CATALOG.clusterSheet(file(OURS).toString()).figures())
                .allSatisfy(figure -> assertThat(figure.evidence()).isEqualTo("not stated"));
    }

    @Test
    void extendsAShippedCluster() {
        Cluster cluster = read("""
                {"name": "ours", "extends": "dgx-h100", "host": {"memory": "1 TiB"}, "dollars_per_device_hour": 1.25}
                """, 16);
        Cluster base = CATALOG.cluster("dgx-h100", 16);
        assertThat(cluster.tiers()).isEqualTo(base.tiers());
        assertThat(cluster.dollarsPerDeviceHour()).isEqualTo(1.25);
        assertThat(cluster.node().host().memory()).isEqualTo(Bytes.parse("1 TiB"));
        assertThat(cluster.node().host().deviceLink())
                .isEqualTo(base.node().host().deviceLink());
    }

    @Test
    void itsOwnLinksMayGoBeforeMeasuredCollectives() {
        Cluster base = CATALOG.cluster("dgx-h100", 16);
        assertThat(read("""
                {"name": "ours", "extends": "dgx-h100", "collectives": "links"}
                """, 16).accelerator()).isEqualTo(base.byItsOwnLinks().accelerator());
        assertThat(read("""
                {"name": "ours", "extends": "dgx-h100", "collectives": "curves"}
                """, 16).accelerator()).isEqualTo(base.accelerator());
        assertThat(refusal("""
                {"name": "ours", "extends": "dgx-h100", "collectives": "rings"}
                """)).contains("collectives = rings");
    }

    @Test
    void findsAnAcceleratorFileBesideIt() throws IOException {
        Files.writeString(folder.resolve("gpu.json"), """
                {"name": "slow-h100", "extends": "h100-sxm-80gb", "memory": {"bandwidth": "2 TB/s"}}
                """);
        Cluster cluster = read(OURS.replace("h100-sxm-80gb", "gpu.json"), 8);
        assertThat(cluster.accelerator().name()).isEqualTo("slow-h100");
        assertThat(cluster.accelerator().memory().bandwidth()).isEqualTo(BytesPerSecond.parse("2 TB/s"));
    }

    @Test
    void reportsEveryProblemAtOnce() {
        String text = OURS.replace("\"1 TiB\"", "\"1 TiBi\"")
                .replace("\"efficiency\": 0.8", "\"efficiency\": 80")
                .replace("\"nics_per_node\": 2,", "")
                .replace("\"name\": \"ours\",", "\"nmae\": \"ours\",");
        assertThat(refusal(text)).isEqualTo("""
                        ours.json, name: is missing.
                        ours.json, host.memory = 1 TiBi: cannot be read: '1 TiBi' is not a number with a unit; accepted units: B, kB, MB, GB, TB, PB, KiB, MiB, GiB, TiB.
                        ours.json, tiers[0].efficiency = 80: must be a number above 0 and up to 1.
                        ours.json, tiers[1].nics_per_node: is missing beside nic.
                        ours.json, nmae = ours: is not a known key.
                          Maybe use name.""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "h100-sxm-80gb | h900 | accelerator = h900: is neither a known accelerator nor a file beside this one.",
                "\"450 GB/s\" | \"450 GB\" | tiers[0].per_device = 450 GB: cannot be read: '450 GB' is not a number",
                "\"450 GB/s\" | \"0 GB/s\" | a link's rate must be above zero",
                "\"450 GB/s\" | \"450 GB/s\", \"nic\": \"1 GB/s\" | tiers[0].per_device = 450 GB/s: and nic are both",
                "\"per_device\": \"450 GB/s\", | '' | State per_device, or nic and nics_per_node.",
                "\"devices_per_node\": 4 | \"devices_per_node\": 0 | devices_per_node = 0: must be a whole number",
                "switched | ring | kind = ring: must be one of SWITCHED, MESH, BUS, NETWORK.",
                "\"domain\": 4, | '' | tiers[0].domain: is missing.",
                "\"kind\": \"NETWORK\" | \"kind\": \"NETWORK\", \"domain\": 4 | must exceed that of the tier before it (4).",
                "\"kind\": \"NETWORK\" | \"kind\": \"NETWORK\", \"domain\": 8 | reach 8 devices, but 16 are asked for.",
                "2.5 | 0.5 | oversubscription = 0.5: must be a number of at least 1.",
                "\"accelerator\": | \"extends\": \"dgx-h101\", \"accelerator\": | extends = dgx-h101: is not a shipped",
                "\"25 us\" | 25 | latency = 25: cannot be read: '25' is not a number with a unit; accepted units: s, ms"
            })
    void namesFileKeyValueAndRule(String old, String replacement, String expected) {
        assertThat(refusal(OURS.replace(old, replacement))).contains(expected);
    }

    @Test
    void aFigureWithASourceMustStateAllOfIt() {
        String text = OURS.replace("\"64 GB/s\"", "{\"value\": \"64 GB/s\", \"evidence\": \"heard\"}");
        assertThat(refusal(text))
                .contains("host.device_link.source: is missing.")
                .contains(
                        "evidence = heard: must be one of measured here, measured elsewhere, interpolated, datasheet, recalled.");
    }

    @Test
    void refusesWhatCannotBeRead() {
        assertThatThrownBy(() -> CATALOG.cluster(folder.resolve("missing.json").toString(), 8))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("cannot be read");
        assertThat(refusal("{\"name\": ")).startsWith("ours.json:1: is not valid JSON");
    }

    @Test
    void answersToSpoiltFilesWithAClusterOrARefusal() {
        Random random = new Random(5);
        int refused = 0;
        for (int round = 0; round < 3_000; round++) {
            byte[] bytes = OURS.getBytes(StandardCharsets.UTF_8);
            for (int change = 1 + random.nextInt(3); change > 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) " \"{}[],:0123456789-.eGMTsa".charAt(random.nextInt(26));
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            try {
                assertThat(ClusterFile.read(JsonFields.parse(text, "ours.json")).tiers())
                        .isNotEmpty();
            } catch (InvalidInputException refusal) {
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed 5, round " + round + ": " + text, e);
            }
        }
        assertThat(refused).isBetween(1_000, 2_999);
    }
}
