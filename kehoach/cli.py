import click

@click.group()
def main() -> None:
    """Vietnamese plans become a calendar."""
