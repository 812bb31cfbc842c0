package dev.shardwright.simulator.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.hardware.Link;
import dev.shardwright.simulator.network.Network;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.unit.BytesPerSecond;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HardwareCatalogTest {
    private static final HardwareCatalog CATALOG = new HardwareCatalog(Shipped.PROFILES);

    static List<String> accelerators() {
        return CATALOG.acceleratorNames();
    }

    static List<String> clusters() {
        return CATALOG.clusterNames();
    }

    @ParameterizedTest
    @MethodSource("accelerators")
    void everyAcceleratorHasSourcesAndAServer(String name) {
        assertThat(CATALOG.accelerator(name).name()).isEqualTo(name);
        assertSourced(CATALOG.acceleratorSheet(name));
        assertThat(CATALOG.usualCluster(name, 8).accelerator().name()).isEqualTo(name);
    }

    @ParameterizedTest
    @MethodSource("clusters")
    void everyClusterHasSourcesAndReachesManyDevices(String name) {
        Cluster cluster = CATALOG.cluster(name, 1024);
        assertThat(cluster.name()).isEqualTo(name);
        assertThat(cluster.dollarsPerDeviceHour()).isPositive();
        assertThat(cluster.tiers())
                .extracting(Link::domain)
                .isSortedAccordingTo(Comparator.naturalOrder())
                .doesNotHaveDuplicates();
        assertThat(cluster.tiers().get(cluster.tiers().size() - 1).kind()).isEqualTo(Link.Kind.NETWORK);
        assertSourced(CATALOG.clusterSheet(name));
    }

    private static void assertSourced(HardwareSheet sheet) {
        assertThat(sheet.label()).isNotBlank();
        assertThat(sheet.figures()).isNotEmpty().allSatisfy(figure -> {
            assertThat(figure.source()).as(figure.name()).isNotBlank();
            assertThat(figure.evidence())
                    .as(figure.name())
                    .isIn("measured here", "measured elsewhere", "interpolated", "datasheet", "recalled");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"accelerators", "clusters"})
    void namesAndAliasesAreUnique(String folder) throws IOException {
        Map<String, Path> owner = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        try (Stream<Path> files = Files.list(Shipped.PROFILES.resolve(folder))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                JsonNode json = new ObjectMapper().readTree(file.toFile());
                assertThat(file.getFileName()).hasToString(json.path("name").asText() + ".json");
                List<String> names = new ArrayList<>(List.of(json.path("name").asText()));
                json.path("aliases").forEach(alias -> names.add(alias.asText()));
                assertThat(names).allSatisfy(name -> {
                    Path other = owner.put(name, file);
                    assertThat(other == null ? file : other).as(name).isEqualTo(file);
                });
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v100-sxm2-16gb",
                "v100-sxm2-32gb",
                "a100-sxm-40gb",
                "a100-sxm-80gb",
                "h100-sxm-80gb",
                "h100-pcie-80gb",
                "h100-sxm-96gb",
                "h200-sxm-141gb",
                "h800-sxm-80gb",
                "b200-sxm-180gb",
                "b300-sxm-288gb",
                "gb200",
                "gb300",
                "mi250x",
                "mi300x",
                "mi355x",
                "l40s",
                "a10",
                "rtx-a6000",
                "rtx-3090",
                "rtx-4090",
                "rtx-5090",
                "t4"
            })
    void shipsTheAcceleratorsThatPeopleTrainOn(String name) {
        assertThat(accelerators()).contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dgx-a100-80gb",
                "dgx-a100-40gb",
                "dgx-h100",
                "dgx-h200",
                "dgx-b200",
                "dgx-b300",
                "gb200-nvl72",
                "gb300-nvl72",
                "aws-p4d",
                "aws-p4de",
                "aws-p5",
                "aws-p5en",
                "aws-p6",
                "azure-nd-h100-v5",
                "azure-nd-mi300x-v5",
                "gcp-a3-mega",
                "gcp-a3-ultra",
                "gcp-a4",
                "lambda-8x-h100",
                "coreweave-h100",
                "oci-gpu-h100-8",
                "rtx-3090-x2",
                "rtx-4090-x4",
                "rtx-5090-x8",
                "selene"
            })
    void shipsTheClustersThatPeopleName(String name) {
        assertThat(CATALOG.findCluster(name, 8)).isPresent();
    }

    @Test
    void everyMeasuredRunNamesAKnownAccelerator() throws IOException {
        Path folder = Shipped.shared("measured-runs").orElse(null);
        Assumptions.assumeTrue(folder != null, "the shared inputs are not here");
        TreeSet<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(".jsonl"))::iterator) {
                for (String line : Files.readAllLines(file)) {
                    names.add(new ObjectMapper()
                            .readTree(line)
                            .path("cluster")
                            .path("gpu")
                            .asText("null"));
                }
            }
        }
        names.remove("null");
        assertThat(names)
                .hasSizeGreaterThan(20)
                .allSatisfy(name ->
                        assertThat(CATALOG.findAccelerator(name)).as(name).isPresent());
    }

    @Test
    void nvlinkDomainsOfRacksSpanTheirTrays() {
        Cluster rack = CATALOG.cluster("gb200-nvl72", 144);
        assertThat(rack.node().devices()).isEqualTo(4);
        assertThat(rack.tierFor(72).kind()).isEqualTo(Link.Kind.SWITCHED);
        assertThat(rack.tierFor(72).perDevice()).isEqualTo(new BytesPerSecond(900e9));
        assertThat(rack.tierFor(73).kind()).isEqualTo(Link.Kind.NETWORK);
    }

    /** A network tier gives each device its share of the node's NICs: 8 x 200 Gbit/s among 8, 4 x 100 among 8. */
    @ParameterizedTest
    @CsvSource({"dgx-a100-80gb, 25e9", "jean-zay-a100, 6.25e9", "aws-p5, 50e9", "gb300-nvl72, 100e9"})
    void networkRateIsOneDevicesShare(String name, double bytesPerSecond) {
        List<Link> tiers = CATALOG.cluster(name, 64).tiers();
        assertThat(tiers.get(tiers.size() - 1).perDevice()).isEqualTo(new BytesPerSecond(bytesPerSecond));
    }

    /**
     * Times of all-reduce on one node, in microseconds, as NCCL reached them: A100 from vTrain's traces and a second
     * set, H100 from NCCL's maintainers (370 GB/s), V100 from vTrain's traces.
     */
    @ParameterizedTest
    @CsvSource({
        "dgx-a100-80gb, 8, 1073741824, 8196, 0.06",
        "dgx-a100-80gb, 8, 268435456, 2170, 0.08",
        "dgx-a100-80gb, 8, 67108864, 580, 0.20",
        "dgx-a100-80gb, 4, 1073741824, 7270, 0.06",
        "dgx-h100, 8, 1073741824, 5078, 0.10",
        "dgx-1-v100, 8, 1073741824, 13970, 0.06"
    })
    void allReduceTakesAsLongAsMeasured(String name, int devices, double bytes, double microseconds, double tolerance) {
        Network network = new Network(CATALOG.cluster(name, devices), 1);
        double predicted = network.seconds(Collective.ALL_REDUCE, bytes, devices, 1) * 1e6;
        assertThat(predicted / microseconds).isBetween(1 - tolerance, 1 + tolerance);
    }

    @Test
    void anAcceleratorsNameMeansItsUsualCluster() {
        assertThat(CATALOG.cluster("A100-SXM4-80GB", 8).name()).isEqualTo("dgx-a100-80gb");
        assertThat(CATALOG.cluster("h100-sxm-96gb", 8).accelerator().name()).isEqualTo("h100-sxm-96gb");
    }

    @Test
    void listsClustersAndAcceleratorsInOneLineEach() {
        assertThat(CATALOG.clusterListings())
                .hasSameSizeAs(clusters())
                .contains(new ClusterListing("dgx-h100", "NVIDIA DGX H100", "h100-sxm-80gb", 8, 3.0));
        assertThat(CATALOG.acceleratorListings())
                .hasSameSizeAs(accelerators())
                .anySatisfy(listing -> assertThat(listing.server()).isEqualTo("dgx-b300"));
    }

    @Test
    void showsFiguresUnderTheirKeys() {
        assertThat(CATALOG.clusterSheet("dgx-h100").figures())
                .filteredOn(figure -> figure.name().equals("tiers[0].per_device"))
                .singleElement()
                .isEqualTo(new SourcedFigure(
                        "tiers[0].per_device",
                        "450 GB/s",
                        "NVIDIA H100 datasheet (2023): NVLink 4, 900 GB/s both directions",
                        "datasheet"));
    }

    @Test
    void refusesUnknownNamesWithTheNearest() {
        assertThatThrownBy(() -> CATALOG.cluster("dgx-h10", 8))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("cluster = dgx-h10: is neither a known cluster nor a file.")
                .hasMessageContaining("dgx-h100");
        assertThatThrownBy(() -> CATALOG.accelerator("h100-sxm-80"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("h100-sxm-80gb");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -8, Integer.MIN_VALUE})
    void refusesClustersWithoutDevices(int devices) {
        assertThatThrownBy(() -> CATALOG.cluster("dgx-h100", devices))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("gpus = " + devices + ": must be at least 1.");
    }
}
