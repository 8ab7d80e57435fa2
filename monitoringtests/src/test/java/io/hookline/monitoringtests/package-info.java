/** Tests of dashboard and alerts with the programs that use them. */
@NullMarked
package io.hookline.monitoringtests;

import org.jspecify.annotations.NullMarked;
