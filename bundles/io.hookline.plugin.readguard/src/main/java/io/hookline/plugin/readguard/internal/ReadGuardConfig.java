package io.hookline.plugin.readguard.internal;

import io.hookline.api.plugin.Protects;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** PID {@code io.hookline.plugin.readguard}; a change makes the plugin begin anew, with an empty cache. */
@ObjectClassDefinition(name = "Read guard")
@interface ReadGuardConfig {

    @AttributeDefinition(description = "Columns of numbers by which rows are found, each as table.column; one a table")
    @Protects("the tables whose reads are guarded")
    String[] columns() default {"records.id"};

    @AttributeDefinition(
            description = "After how many seconds at most rows are seen that other processes have written",
            min = "2",
            max = "86400")
    @Protects("how old an answer without the database may be")
    int staleSeconds() default 60;

    @AttributeDefinition(
            description = "How many keys a table may have; above that, the database is asked for each",
            min = "1000",
            max = "100000000")
    int mostKeys() default 10_000_000;

    @AttributeDefinition(
            description = "How many kilobytes the rows in the cache of a table take up; 0 for no cache",
            min = "0",
            max = "1048576")
    int cacheKilobytes() default 16_384;
}
