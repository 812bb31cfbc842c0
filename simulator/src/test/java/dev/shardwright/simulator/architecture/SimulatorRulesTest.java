package dev.shardwright.simulator.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** The rules inside the simulator; those between modules stand in the gui module, which is built last. */
@AnalyzeClasses(packages = "dev.shardwright.simulator", importOptions = ImportOption.DoNotIncludeTests.class)
final class SimulatorRulesTest {
    private static final String ROOT = "dev.shardwright.simulator";

    /** The core's packages in the order of the data: each tier sees itself and the tiers before it. */
    private static final List<List<String>> TIERS = List.of(
            List.of("unit", "problem"),
            List.of("schedule", "model", "hardware", "stack"),
            List.of("layout"),
            List.of("job"),
            List.of("operator"),
            List.of("cost", "network"),
            List.of("memory", "timeline"),
            List.of("step"),
            List.of("report", "whatif"));

    /** Where files are read and written. */
    private static final List<String> EDGES = List.of(
            "catalog", "jobfile", "reportfile", "trace", "validation", "calibration", "runlog", "accuracy", "timing");

    private static final DescribedPredicate<JavaClass> EDGE =
            resideInAnyPackage(packages(EDGES)).as("edge packages");
    private static final DescribedPredicate<JavaClass> CORE = not(EDGE).as("the core");

    private static final Set<String> CLOCK_AND_ENVIRONMENT =
            Set.of("currentTimeMillis", "nanoTime", "getProperty", "getenv", "exit");
    private static final String QUANTITY_NAME = "(?i).*(time|seconds|bytes|bandwidth|flops)";

    /** Ratios, not quantities: bytes per parameter. */
    private static final String BYTES_PER_PARAMETER = "momentBytes|gradientBytes|parameterBytes";

    @ArchTest
    static void eachTierSeesOnlyThoseBeforeIt(JavaClasses classes) {
        for (int tier = 0; tier < TIERS.size() - 1; tier++) {
            List<String> later = TIERS.subList(tier + 1, TIERS.size()).stream()
                    .flatMap(List::stream)
                    .toList();
            noClasses()
                    .that()
                    .resideInAnyPackage(packages(TIERS.get(tier)))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(packages(later))
                    .because("data flows one way, from job to report, and no stage looks ahead")
                    .allowEmptyShould(true)
                    .check(classes);
        }
    }

    @ArchTest
    static final ArchRule everyPackageHasItsPlace = noClasses()
            .should()
            .resideOutsideOfPackages(placedPackages())
            .because("a new package must be given its tier, or be named an edge, in this test");

    @ArchTest
    static final ArchRule coreSeesNoEdge = noClasses()
            .that(CORE)
            .should()
            .dependOnClassesThat(EDGE)
            .because("the core is pure: the same job gives the same report, wherever it was read from");

    @ArchTest
    static final ArchRule packagesFormNoCycle = slices().matching(ROOT + ".(*)..")
            .should()
            .beFreeOfCycles()
            .because("a package in a cycle can be neither understood nor tested alone")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule jsonStaysAtTheEdge = noClasses()
            .that(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.jackson..", "tools.jackson..")
            .because("a file format must not shape the model");

    @ArchTest
    static final ArchRule graphLibraryStaysWithGraphs = noClasses()
            .that()
            .resideOutsideOfPackages(packages(List.of("timeline", "hardware", "network")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jgrapht..")
            .because("graphs are for task graphs and topologies; inner loops use arrays");

    @ArchTest
    static final ArchRule optimiserStaysInCalibration = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".calibration..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.hipparchus..")
            .because("fitting constants is one job, and predictions need no optimiser");

    @ArchTest
    static final ArchRule coreTouchesNoFilesNetworkOrLog = noClasses()
            .that(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.io..",
                    "java.nio.file..",
                    "java.nio.channels..",
                    "java.net..",
                    "java.util.logging..",
                    "org.slf4j..")
            .because("the core takes values and returns values");

    @ArchTest
    static final ArchRule coreStartsNoThreads = noClasses()
            .that(CORE)
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "run things in parallel",
                    type -> type.getName().equals("java.lang.Thread")
                            || type.getName().startsWith("java.util.concurrent.locks.")
                            || type.getName().matches("java\\.util\\.concurrent\\..*(Execut|ForkJoin|Future|Timer).*")))
            .orShould()
            .callMethodWhere(
                    named("a parallel stream", access -> access.getName().startsWith("parallel")))
            .because("whoever calls the simulator decides on threads");

    @ArchTest
    static final ArchRule coreReadsNoClockOrChance = noClasses()
            .that(CORE)
            .should()
            .callMethodWhere(named(
                    "clock, environment or chance",
                    access -> access.getName().equals("now")
                            || access.getTargetOwner().isEquivalentTo(System.class)
                                    && CLOCK_AND_ENVIRONMENT.contains(access.getName())
                            || access.getTargetOwner().isEquivalentTo(Math.class)
                                    && access.getName().equals("random")))
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.(util\\.(Random|SplittableRandom|random\\..*)|security\\.SecureRandom)")
            .because("the same job gives the same report, every time and everywhere");

    @ArchTest
    static final ArchRule textNamesItsLocale = noClasses()
            .should()
            .callMethod(String.class, "format", String.class, Object[].class)
            .orShould()
            .callMethod(String.class, "formatted", Object[].class)
            .orShould()
            .callMethod(String.class, "toLowerCase")
            .orShould()
            .callMethod(String.class, "toUpperCase")
            .orShould()
            .callMethod(Locale.class, "getDefault")
            .because("files and reports must not depend on the user's locale: use Locale.ROOT");

    @ArchTest
    static final ArchRule quantitiesAreTyped = noFields()
            .that()
            .areDeclaredInClassesThat(DescribedPredicate.describe(
                    "are public records of the core",
                    type -> CORE.test(type)
                            && type.isRecord()
                            && type.getModifiers().contains(JavaModifier.PUBLIC)
                            && !type.getPackageName().equals(ROOT + ".unit")))
            .and()
            .areNotStatic()
            .and()
            .haveNameMatching(QUANTITY_NAME)
            .and()
            .haveNameNotMatching(BYTES_PER_PARAMETER)
            .should()
            .haveRawType(DescribedPredicate.describe("a bare number", SimulatorRulesTest::isBareQuantity))
            .because("a unit in the type cannot be mixed up; a unit in a name or comment can")
            .allowEmptyShould(true);

    /** An int is left out: it counts small things, such as the bytes of one element. */
    private static boolean isBareQuantity(JavaClass type) {
        return Set.of("long", "double", "float").contains(type.getName());
    }

    private static DescribedPredicate<JavaAccess<?>> named(String description, Predicate<JavaAccess<?>> test) {
        return DescribedPredicate.describe(description, test);
    }

    private static String[] placedPackages() {
        List<String> placed = new ArrayList<>(EDGES);
        TIERS.forEach(placed::addAll);
        String[] all = Arrays.copyOf(packages(placed), placed.size() + 1);
        all[placed.size()] = ROOT;
        return all;
    }

    private static String[] packages(List<String> names) {
        return names.stream().map(name -> ROOT + "." + name + "..").toArray(String[]::new);
    }
}
