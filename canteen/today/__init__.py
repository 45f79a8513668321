"""Today (今日): what waits for the visitor, oldest first, and the gauges that matter to their post."""
