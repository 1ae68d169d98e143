"""kehoach: Vietnamese plans and dispatches become structured records and a calendar."""
