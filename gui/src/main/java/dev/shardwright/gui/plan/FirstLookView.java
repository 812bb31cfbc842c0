package dev.shardwright.gui.plan;

import atlantafx.base.theme.Styles;
import dev.shardwright.gui.control.TableMenu;
import dev.shardwright.simulator.model.ParameterLedger;
import dev.shardwright.simulator.model.ParameterLine;
import dev.shardwright.simulator.reportfile.JobText;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.SimpleStringProperty;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What is known of a job while it is typed: a first estimate, and where its parameters are. */
final class FirstLookView {
    private final Label title = label(Styles.TITLE_4, "look-title");
    private final Label estimate = label("look-estimate", "look-estimate");
    private final Label space = label("muted", "look-space");
    private final TableView<ParameterLine> ledger = new TableView<>();
    private final Label total = label(Styles.TEXT_BOLD, "ledger-total");
    private final VBox root;

    FirstLookView(FirstLookViewModel model) {
        Label first = new Label("First estimate, while you type");
        first.getStyleClass().add("section");
        VBox estimateCard = new VBox(6, first, estimate, space);
        estimateCard.getStyleClass().add("card");
        Label heading = new Label("Where the parameters are");
        heading.getStyleClass().add("section");
        columns();
        VBox ledgerCard = new VBox(8, heading, ledger, total);
        ledgerCard.getStyleClass().add("card");
        VBox.setVgrow(ledger, Priority.ALWAYS);
        VBox.setVgrow(ledgerCard, Priority.ALWAYS);
        root = new VBox(14, title, estimateCard, ledgerCard);
        root.getStyleClass().add("results");
        model.look().addListener((property, old, look) -> show(look));
        show(model.look().get());
    }

    Region root() {
        return root;
    }

    private static Label label(String style, String id) {
        Label label = new Label();
        label.setId(id);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().add(style);
        return label;
    }

    private void columns() {
        ledger.setId("ledger");
        ledger.setAccessibleText("Where the parameters are");
        TableMenu.install(ledger);
        ledger.getStyleClass().addAll(Styles.DENSE, Styles.STRIPED, "layouts");
        ledger.setFixedCellSize(26);
        ledger.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        ledger.getColumns()
                .setAll(List.of(
                        column("part", "word", ParameterLine::name),
                        column("times", "number", line -> JobText.number(line.times())),
                        column("parameters each", "number", line -> JobText.number(line.each())),
                        column("parameters", "number", line -> JobText.number(line.total())),
                        column("used by a token", "number", line -> JobText.number(line.active()))));
    }

    private static TableColumn<ParameterLine, String> column(
            String name, String style, Function<ParameterLine, String> text) {
        TableColumn<ParameterLine, String> column = new TableColumn<>(name);
        column.setCellValueFactory(cell -> new SimpleStringProperty(text.apply(cell.getValue())));
        column.setSortable(false);
        column.setMinWidth(style.equals("word") ? 210 : 110);
        column.getStyleClass().add(style);
        return column;
    }

    /** What is known of the last job steps back while the form is none. */
    private void dim(boolean dimmed) {
        for (Node old : List.of(title, ledger, total)) {
            old.setOpacity(dimmed ? 0.45 : 1);
        }
        space.setVisible(!dimmed);
        space.setManaged(!dimmed);
    }

    private void show(Optional<FirstLook> look) {
        dim(look.isEmpty());
        if (look.isEmpty()) {
            estimate.setText("The form is not a job yet; leave a field to see what is wrong with it.");
            return;
        }
        FirstLook now = look.get();
        title.setText(JobText.model(now.request().frame().model()) + " on "
                + JobText.cluster(now.request().frames().get(0).cluster()));
        estimate.setText(now.estimate());
        space.setText("The best of a few hundredths of a second. Plan searches all " + JobText.number(now.candidates())
                + " legal layouts.");
        ParameterLedger parameters = now.ledger();
        if (!ledger.getItems().equals(parameters.lines())) {
            ledger.getItems().setAll(parameters.lines());
        }
        total.setText(JobText.number(parameters.total()) + " parameters, of which a token uses "
                + JobText.number(parameters.active()));
    }
}
