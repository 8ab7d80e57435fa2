/** Tests. */
package io.hookline.faults.plugin;
