package dev.shardwright.planner.importing.fact;

/** A size of the model that the file states otherwise than the model that was named. */
public record ModelDifference(ShapeField what, Stated inFile, String inModel) {}
