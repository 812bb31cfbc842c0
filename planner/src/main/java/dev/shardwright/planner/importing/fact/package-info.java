/** What files say of a job, where they say it, what was assumed, and what was not understood. */
package dev.shardwright.planner.importing.fact;
