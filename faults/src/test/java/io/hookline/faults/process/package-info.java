/** Tests. */
package io.hookline.faults.process;
