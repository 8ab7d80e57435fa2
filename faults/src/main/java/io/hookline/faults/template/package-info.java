/** Classes that are copied into generated plugins. They run in the child process only. */
@NullMarked
package io.hookline.faults.template;

import org.jspecify.annotations.NullMarked;
