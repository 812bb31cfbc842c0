package dev.shardwright.simulator.accuracy;

import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.catalog.StackCatalog;
import dev.shardwright.simulator.stack.Kernels.KernelSpeed;
import dev.shardwright.simulator.validation.RunScore;
import dev.shardwright.simulator.validation.Validation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Everything that the accuracy pages and the error bars rest on.
 *
 * @param validation every run predicted with the stack it names
 * @param foreign the runs of other stacks predicted with the default one
 * @param kin of each shipped stack, the stacks that share its fitted kernel speeds, itself among them
 */
public record Accuracy(Validation validation, List<RunScore.Scored> foreign, Map<String, Set<String>> kin) {
    public Accuracy {
        foreign = List.copyOf(foreign);
    }

    public static Accuracy of(List<Path> files, Catalog catalog) {
        Validation own = Validation.score(files, catalog);
        StackCatalog imposed = catalog.stacks().imposing(StackCatalog.DEFAULT);
        Validation other = Validation.score(files, new Catalog(catalog.models(), catalog.hardware(), imposed));
        Set<String> home = own.scored().stream()
                .filter(run -> run.subject().stack().equals(StackCatalog.DEFAULT))
                .map(RunScore.Scored::id)
                .collect(Collectors.toSet());
        return new Accuracy(
                own,
                other.scored().stream().filter(run -> !home.contains(run.id())).toList(),
                kin(catalog.stacks()));
    }

    private static Map<String, Set<String>> kin(StackCatalog stacks) {
        Map<String, Set<String>> kin = new TreeMap<>();
        for (String name : stacks.names()) {
            KernelSpeed speed = stacks.stack(name).kernels().speed();
            kin.put(
                    name,
                    stacks.names().stream()
                            .filter(other ->
                                    stacks.stack(other).kernels().speed().equals(speed))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        return kin;
    }

    public ResidualTable residuals() {
        return ResidualTable.of(validation.scored(), foreign, kin);
    }

    public Coverage coverage() {
        return Coverage.of(validation.scored(), foreign, kin);
    }
}
