/** The code of the generated plugins: its class files are copied into their jars, and nothing here is used in this bundle. */
@NullMarked
package io.hookline.torture.template;

import org.jspecify.annotations.NullMarked;
