"""Points (积分): earned by what neighbours do, reviewed each morning, and redeemed in the shop."""
