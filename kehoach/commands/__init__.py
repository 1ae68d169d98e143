"""The commands, each thin over the library; heavy libraries are imported when one runs."""
