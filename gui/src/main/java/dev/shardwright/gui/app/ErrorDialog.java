package dev.shardwright.gui.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import javafx.scene.control.Alert;
import javafx.scene.control.TextArea;

/** Tells of a fault of the program, with what its makers need to mend it. */
final class ErrorDialog {
    private ErrorDialog() {}

    static void show(Throwable fault) {
        StringWriter trace = new StringWriter();
        fault.printStackTrace(new PrintWriter(trace));
        TextArea details = new TextArea(trace.toString());
        details.setEditable(false);
        details.setPrefRowCount(16);
        details.setPrefColumnCount(80);
        details.getStyleClass().add("mono");
        Alert alert = new Alert(Alert.AlertType.ERROR);
        alert.setTitle("Shardwright");
        alert.setHeaderText("A fault of Shardwright, not of your input");
        alert.setContentText(
                fault + "\n\nThe window can be used further. Please report the details with what you did.");
        alert.getDialogPane().setExpandableContent(details);
        alert.show();
    }
}
