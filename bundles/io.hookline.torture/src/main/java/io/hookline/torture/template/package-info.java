/**
 * The code of the generated plugins: its class files are copied into their jars, and this bundle itself does not use
 * them.
 */
@NullMarked
package io.hookline.torture.template;

import org.jspecify.annotations.NullMarked;
