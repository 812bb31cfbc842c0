package dev.shardwright.planner.cli;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Lists the options of a command's help under the headings of the classes that hold them. */
final class HelpSections {
    private static final Map<Class<?>, String> HEADINGS = Map.of(
            ImportOptions.class, "Of a script:",
            JobOptions.class, "The job:",
            LayoutOptions.class, "The layout:",
            PassOptions.class, "Without a model, on equal ranks:",
            SearchOptions.class, "The search:",
            WhatIfOptions.class, "What if:",
            TrainingRunOptions.class, "The training run:",
            TimelineOptions.class, "The step event by event:");

    private static final String OTHERS = "Others:";

    private HelpSections() {}

    static void addTo(CommandLine line) {
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpSections::render);
        line.getSubcommands().values().forEach(HelpSections::addTo);
    }

    private static String render(Help help) {
        Map<String, List<OptionSpec>> sections = new LinkedHashMap<>();
        HEADINGS.values().stream().sorted().forEach(heading -> sections.put(heading, new ArrayList<>()));
        for (OptionSpec option : help.commandSpec().options()) {
            if (!option.hidden()) {
                sections.computeIfAbsent(heading(option), h -> new ArrayList<>())
                        .add(option);
            }
        }
        StringBuilder text = new StringBuilder();
        sections.forEach((heading, options) -> text.append(section(help, heading, options)));
        return text.toString();
    }

    private static String heading(OptionSpec option) {
        return option.userObject() instanceof Field field
                ? HEADINGS.getOrDefault(field.getDeclaringClass(), OTHERS)
                : OTHERS;
    }

    private static String section(Help help, String heading, List<OptionSpec> options) {
        if (options.isEmpty()) {
            return "";
        }
        Help.Layout layout = help.createDefaultLayout(options, List.of(), help.colorScheme());
        layout.addAllOptions(options, help.parameterLabelRenderer());
        String eol = System.lineSeparator();
        return eol + help.colorScheme().ansi().string("@|bold " + heading + "|@") + eol + layout;
    }
}
